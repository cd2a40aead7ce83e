"""Lists of people as archives have them, made into `[[actor]]` tables for collection.toml.

lists       a file as it lies in an archive (lines, CSV, JSON, TEI) -> what it says of each person
titles      the words that stand beside a name: General, Jr., von
names       a name as a list has it, "Dulles, Allen W." -> its parts, and every form it may take in a text
merging     the forms of one person made one: "Gromyko, Andrei A." and "Gromyko, Andrei Andreivich"
importing   what is written of each person
tables      the people as text to be edited
"""

"""People of a list, or whom documents name, made into `[[actor]]` tables for collection.toml.

lists       a file as it lies in an archive (lines, CSV, JSON, TEI) -> what it says of each person
titles      the words that stand beside a name: General, Jr., von, 首相
names       a name as a list has it, "Dulles, Allen W." -> its parts, and every form it may take in a text
merging     the forms of one person made one: "Gromyko, Andrei A." and "Gromyko, Andrei Andreivich"
importing   what is written of each person of a list
sightings   where a text seems to name someone: by a title or a given name (english_sightings), by UniDic's names
            (japanese_sightings), by lines From and To and by mark-up (line_sightings)
word_use    how the collection uses a word, which tells a surname from a place or a thing
proposing   sightings -> the people whom a collection seems to name, counted
tables      the people as text to be edited
"""

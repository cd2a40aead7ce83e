"""What a person corrects, written into metadata.csv and collection.toml; never into the documents themselves.

corrections    a correction of a field of a document, and the register it goes to
registers      a register with one cell changed, all else left byte for byte
rows           the rows and cells of a register as they are written
files          a file replaced as a whole, unless another program changed it meanwhile
"""

"""Files in files: archives, mail, saved pages, crawls; each member goes back to `dispatch`."""

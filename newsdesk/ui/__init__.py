"""The front end in a terminal: screens, widgets, keys. Owns Textual; asks the desk for everything it shows.

`app.run` is the way in. Nothing here is imported before it, since what `surroundings.prepare` decides must be in the
environment before Textual is.
"""

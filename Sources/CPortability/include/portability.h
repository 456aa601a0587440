// Nothing to call: see arc4random.c.

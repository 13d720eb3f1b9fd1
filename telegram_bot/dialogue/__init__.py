"""What the bot answers: each module is one part of the conversation.

Everything here runs inside the turn's transaction, under the lock of the person.
"""

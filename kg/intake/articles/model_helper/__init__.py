"""Suggestions of a language model, for those who have one: any server with OpenAI's ``/chat/completions``.

Off unless asked for. ``asking`` sends a text and gets JSON, ``answers`` says what is asked and what an answer must look
like, ``suggesting`` makes suggestions of it: by quotes that are found in the text, or not at all.
"""

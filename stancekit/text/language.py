def guess(text):
    return "en"

"""stancekit reads news and answers: who takes which stance on what?"""

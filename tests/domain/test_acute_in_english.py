"""Worries in English, as parents, young people and staff write them who are new to Danish; and what only looks so."""

from pathlib import Path

import pytest

from bot.domain.acute import Acute, worries

ACUTE = Acute.load(Path(__file__).resolve().parents[2] / "data" / "acute.toml")


@pytest.mark.parametrize(
    ("words", "worry"),
    [
        # who is beaten, by whom, with what
        ("my mother slaps us when we talk too loud", "vold"),
        ("a pupil in 3b says his grandfather hits him with a cable", "vold"),
        ("my husband has beaten our son again", "vold"),
        ("i was kicked by my father yesterday", "vold"),
        ("she gets spanked at home if she is late", "vold"),
        ("my stepfather punched my mum in front of us", "vold"),
        ("i slapped my daughter today and i am ashamed", "vold"),
        ("dad beats mum every weekend and my little sister hides", "vold"),
        ("the boy is being hit with a shoe by his uncle", "vold"),
        ("they beat the children next door, we hear it every evening", "vold"),
        ("my wife pulls our son by the ear until he cries", "vold"),
        ("my ex threw a chair at me while i held the baby", "vold"),
        ("hes afraid of his dad and hides under the table", "vold"),
        ("a girl has bruises on both arms and says she fell", "vold"),
        ("he has a hand print on his face again", "vold"),
        ("she begs us not to send her home, dad is angry", "vold"),
        ("our daughter is afraid to go home to her father", "vold"),
        ("my boyfriend grabbed me by the throat", "vold"),
        ("my boyfriend is violent and i dont know what to do", "vold"),
        ("the nanny shook our baby", "vold"),
        # wants to die, has said goodbye, hurts herself
        ("i just want to die", "selvmord"),
        ("my son says he doesnt want to be here any more", "selvmord"),
        ("a girl in 8th grade wrote goodbye letters to her friends", "selvmord"),
        ("my daughter tried to kill herself last month", "selvmord"),
        ("he talks about hanging himself", "selvmord"),
        ("im thinking about jumping in front of a train", "selvmord"),
        ("my brother says everyone would be better off without him", "selvmord"),
        ("there is no reason to live", "selvmord"),
        ("my student cuts herself with a razor", "selvmord"),
        ("shes got fresh cuts on her wrists", "selvmord"),
        ("he burns himself with cigarettes", "selvmord"),
        ("i found a suicide note in his bag", "selvmord"),
        ("she is hiding pills in her room and says she is tired of living", "selvmord"),
        # touched, made to, filmed, met online
        ("my uncle touched me under my clothes", "overgreb"),
        ("a boy made my little sister take off her pants", "overgreb"),
        ("my coach texts me at night and wants pictures of me in underwear", "overgreb"),
        ("he says he will share my nudes", "overgreb"),
        ("my stepdad showed me his private parts", "overgreb"),
        ("my daughter 12 is dating a man of 24", "overgreb"),
        ("my son got a naked picture from a grown man", "overgreb"),
        ("grandpa says its our secret and i must not tell mum", "overgreb"),
        ("she woke up and he was on top of her", "overgreb"),
        ("he had sex with me when i was asleep", "overgreb"),
        ("she was raped by two boys from her school", "overgreb"),
        ("my brother comes into my bed at night", "overgreb"),
        ("the little girl says her private parts hurt", "overgreb"),
        ("a stranger on snapchat asks my son to meet alone", "overgreb"),
        # married off, sent away, watched
        ("my parents will force me to marry my cousin", "tvang"),
        ("her family is sending her to iraq to get married", "tvang"),
        ("my dad took my passport and we fly on sunday", "tvang"),
        ("i am not allowed to leave the house alone", "tvang"),
        ("my brothers follow me to school and check my phone", "tvang"),
        ("my friend was left in pakistan by her parents", "tvang"),
        ("my husband doesnt let me go out or learn danish", "tvang"),
        ("they lock her in her room because she took off the hijab", "tvang"),
        ("i have brought shame on my family and they will send me away", "tvang"),
        # alone, hungry, dirty, with parents who drink
        ("the kids are home alone all night while their mother works", "omsorgssvigt"),
        ("his dad is always drunk", "omsorgssvigt"),
        ("there is no food at home and we are hungry", "omsorgssvigt"),
        ("she comes to school in the same clothes every day and smells of urine", "omsorgssvigt"),
        ("nobody picks him up from kindergarten", "omsorgssvigt"),
        ("my mum never gets out of bed and i look after my brothers", "omsorgssvigt"),
        ("a 4 year old is alone in the street late at night", "omsorgssvigt"),
        ("mum smells of alcohol when she picks up the kids", "omsorgssvigt"),
        ("my dad takes drugs and forgets us", "omsorgssvigt"),
        ("they left the baby alone in the car for hours", "omsorgssvigt"),
        # threats, weapons, gangs, debts
        ("a boy in my class has a knife in his bag", "trusler"),
        ("they threaten to beat me up if i dont sell drugs for them", "trusler"),
        ("my brother owes money to a gang", "trusler"),
        ("my ex threatens to kill me", "trusler"),
        ("somebody is blackmailing my daughter", "trusler"),
        ("some older boys force my son to keep a bag for them", "trusler"),
        ("he wants to leave the gang but he is afraid", "trusler"),
        ("he brings a gun to school", "trusler"),
        # gone; nowhere to sleep
        ("my son ran away from home on friday", "forsvundet"),
        ("our daughter is missing since last night", "forsvundet"),
        ("i cant find my child, he was here a moment ago", "forsvundet"),
        ("he didnt come home from school and does not answer his phone", "forsvundet"),
        ("nobody knows where my sister is", "forsvundet"),
        ("my parents kicked me out and i have nowhere to sleep", "husly"),
        ("im 16 and i sleep in a stairwell", "husly"),
        ("we have no place to sleep tonight", "husly"),
        ("my dad threw my brother out last night", "husly"),
        ("we were evicted and live in our car with two kids", "husly"),
        # life is in danger
        ("my baby isnt breathing", "livsfare"),
        ("he took a whole box of pills and wont wake up", "livsfare"),
        ("she is bleeding a lot from her arm", "livsfare"),
        ("a child fell in the lake and is drowning", "livsfare"),
        ("our kitchen is on fire and the children are inside", "livsfare"),
        ("he has swallowed a battery", "livsfare"),
        ("my friend is unconscious after the party", "livsfare"),
        # eats nothing; a war far away
        ("my daughter makes herself throw up after meals", "spiseforstyrrelse"),
        ("she starves herself and weighs only 38 kilo", "spiseforstyrrelse"),
        ("he has stopped eating and is getting so thin", "spiseforstyrrelse"),
        ("my nephew watches jihad videos all day", "ekstremisme"),
        ("he says all unbelievers should die", "ekstremisme"),
        ("my brother wants to travel to syria to fight", "ekstremisme"),
        # whom to tell
        ("how do i report my worry about a child", "underretning"),
        ("i am a teacher and worried about a girl in my class, do i have to notify", "underretning"),
        ("where can i report that a child is neglected", "omsorgssvigt"),
        ("who do i contact if a child isnt doing well at home", "underretning"),
    ],
)
def test_a_worry_in_english_is_recognised(words: str, worry: str) -> None:
    assert worry in worries(words, ACUTE)


@pytest.mark.parametrize(
    "words",
    [
        # beaten, hit and kicked in play
        "he hit a home run and wants to play baseball",
        "my daughter beat everyone at chess last week, is there a club",
        "the other team beat us 5-0",
        "she loves to kick the ball, is there girls football",
        "my son was hit by a ball at handball but he is ok",
        "his big brother beats him at tennis every time",
        "they kicked us out of the chat, who is the admin",
        # dying to, killing time, dead phones
        "im dying to learn guitar",
        "my phone died, can i charge it somewhere",
        "we need to kill an hour before swimming",
        "i nearly died laughing at the show",
        "she wants to dye her hair in the club",
        # home alone in the afternoon; a cupboard at the club
        "my kids are home alone until 4, is there a club",
        "he is 12 and home alone after school, what can he do",
        "there is no food at the party, what do we bring",
        "my son is always hungry after training, is there a café",
        # knives in kitchens, guns in games
        "what knife do we need for the cooking class",
        "do you have water guns for the summer party",
        "laser tag guns for a birthday",
        "he whittles with a scout knife",
        # lost things and cats
        "our cat is missing",
        "my bike has been stolen, where do i report it",
        "i lost my keys at the library",
        "we are missing two players for saturday",
        # weddings, holidays, passports
        "we are getting married in may, can we rent the hall",
        "how do i renew my sons passport",
        "we go to turkey in the summer to see my parents, is there a refund",
        "my daughter is not allowed to bring her phone, where can she keep it",
        # thrown out, sleeping over
        "where do i throw out a mattress",
        "can we sleep in the club with the scouts",
        "my son is sleeping over at a friend, when does the club close",
        # food and weight
        "my son doesnt eat fish, is there other food at the camp",
        "i want to lose 5 kilo, is there a running club",
        "is there a cooking class for teenagers",
        # reports and worries of every day
        "how do i report a broken lamp",
        "who do i notify when my child is ill",
        "im worried about my math exam, is there homework help",
        "i have to write a report about frogs",
        # touched and secret
        "the film touched me, when is the next one",
        "how do i get in touch with the coach",
        "a secret santa evening for the girls",
        # pills, cuts and burns
        "can the sfo give my son his allergy pills",
        "he cut the grass for the neighbour, is there a job for him",
        "i burned the pizza, is there a cooking course for men",
        # what is asked for every day
        "is there a swimming team for my daughter",
        "where can my son play football on sundays",
        "can my mother come to the language café",
        "when is the homework café open",
        "how much does the summer camp cost",
        "do you have something for girls who like to sing",
        "my boy is new here and has no friends yet, what can he join",
    ],
)
def test_what_only_looks_like_a_worry_in_english_is_calm(words: str) -> None:
    assert worries(words, ACUTE) == ()

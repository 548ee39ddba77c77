"""Guesses at the language of a text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.text.language import guess

CORPUS = Path(__file__).parent.parent.parent / "corpus" / "text"

SENTENCES = {
    "en": [
        "The mayor told reporters on Tuesday that the bridge would stay closed until engineers had "
        "looked at every beam.",
        "Farmers in the valley say they have lost half of their harvest and want help from the "
        "government before winter.",
    ],
    "de": [
        "Die Bürgermeisterin sagte am Dienstag, dass die Brücke gesperrt bleibt, bis Ingenieure "
        "jeden Träger geprüft haben.",
        "Die Bauern im Tal haben nach eigenen Angaben die halbe Ernte verloren und fordern Hilfe "
        "von der Regierung.",
    ],
    "fr": [
        "La maire a déclaré mardi que le pont resterait fermé jusqu'à ce que les ingénieurs aient "
        "examiné chaque poutre.",
        "Les agriculteurs de la vallée disent avoir perdu la moitié de leur récolte et demandent "
        "une aide au gouvernement.",
    ],
    "es": [
        "La alcaldesa dijo el martes que el puente seguirá cerrado hasta que los ingenieros hayan "
        "revisado cada viga.",
        "Los agricultores del valle dicen que han perdido la mitad de su cosecha y piden ayuda al "
        "gobierno antes del invierno.",
    ],
    "it": [
        "La sindaca ha detto martedì che il ponte resterà chiuso finché gli ingegneri non avranno "
        "controllato ogni trave.",
        "Gli agricoltori della valle dicono di aver perso metà del raccolto e chiedono aiuto al "
        "governo prima dell'inverno.",
    ],
    "pt": [
        "A prefeita disse na terça-feira que a ponte ficará fechada até que os engenheiros tenham "
        "examinado cada viga.",
        "Os agricultores do vale dizem que perderam metade da colheita e pedem ajuda ao governo "
        "antes do inverno.",
    ],
    "nl": [
        "De burgemeester zei dinsdag dat de brug dicht blijft tot ingenieurs elke balk hebben bekeken.",
        "De boeren in de vallei zeggen dat ze de helft van hun oogst kwijt zijn en vragen de "
        "regering om hulp voor de winter.",
    ],
    "pl": [
        "Burmistrz powiedziała we wtorek, że most pozostanie zamknięty, dopóki inżynierowie nie "
        "sprawdzą każdej belki.",
        "Rolnicy z doliny mówią, że stracili połowę zbiorów i proszą rząd o pomoc przed zimą.",
    ],
    "sv": [
        "Borgmästaren sade på tisdagen att bron förblir stängd tills ingenjörer har granskat varje balk.",
        "Bönderna i dalen säger att de har förlorat hälften av skörden och vill ha hjälp av "
        "regeringen före vintern.",
    ],
    "da": [
        "Borgmesteren sagde tirsdag, at broen forbliver lukket, indtil ingeniører har set på hver "
        "eneste bjælke.",
        "Landmændene i dalen siger, at de har mistet halvdelen af høsten, og de beder nu "
        "regeringen om hjælp før vinteren.",
    ],
    "no": [
        "Ordføreren sa tirsdag at broen forblir stengt til ingeniører har sett på hver eneste bjelke.",
        "Bøndene i dalen sier at de har mistet halvparten av avlingen, og de ber nå regjeringen om "
        "hjelp før vinteren.",
    ],
    "fi": [
        "Pormestari sanoi tiistaina, että silta on suljettu, kunnes insinöörit ovat tarkastaneet "
        "sen jokaisen palkin.",
        "Laakson viljelijät kertovat, että he ovat menettäneet puolet sadostaan ja toivovat apua "
        "myös hallitukselta.",
    ],
    "tr": [
        "Belediye başkanı salı günü, mühendisler her kirişi inceleyene kadar köprünün kapalı "
        "kalacağını ve bunun bir önlem olduğunu söyledi.",
        "Vadideki çiftçiler hasadın yarısını kaybettiklerini söylüyor ve kıştan önce hükümetten "
        "daha çok yardım istiyor.",
    ],
    "ro": [
        "Primărița a declarat marți că podul va rămâne închis până când inginerii vor verifica "
        "fiecare grindă.",
        "Fermierii din vale spun că au pierdut jumătate din recoltă și cer ajutor de la guvern "
        "înainte de iarnă.",
    ],
    "cs": [
        "Starostka v úterý řekla, že most zůstane zavřený, dokud inženýři neprohlédnou každý nosník.",
        "Zemědělci z údolí říkají, že přišli o polovinu úrody, a žádají vládu o pomoc ještě před zimou.",
    ],
    "ru": [
        "Мэр сообщила во вторник, что мост останется закрытым, пока инженеры не осмотрят каждую балку.",
        "Фермеры в долине говорят, что потеряли половину урожая, и просят правительство о помощи до зимы.",
    ],
    "uk": [
        "Міська голова повідомила у вівторок, що міст залишиться закритим, доки інженери не "
        "оглянуть кожну балку.",
        "Фермери в долині кажуть, що втратили половину врожаю, і просять уряд про допомогу до зими.",
    ],
    "bg": [
        "Кметът съобщи във вторник, че мостът ще остане затворен, докато инженерите не прегледат "
        "всяка греда.",
        "Земеделците в долината казват, че са загубили половината от реколтата и искат помощ от "
        "правителството.",
    ],
    "el": [
        "Η δήμαρχος είπε την Τρίτη ότι η γέφυρα θα μείνει κλειστή ώσπου οι μηχανικοί να ελέγξουν κάθε δοκό.",
        "Οι αγρότες της κοιλάδας λένε ότι έχασαν τη μισή σοδειά και ζητούν βοήθεια από την κυβέρνηση.",
    ],
    "ar": [
        "قالت رئيسة البلدية يوم الثلاثاء إن الجسر سيبقى مغلقا حتى يفحص المهندسون كل عارضة.",
        "يقول المزارعون في الوادي إنهم فقدوا نصف محصولهم ويطلبون المساعدة من الحكومة.",
    ],
    "he": [
        "ראשת העיר אמרה ביום שלישי שהגשר יישאר סגור עד שהמהנדסים יבדקו כל קורה.",
        "החקלאים בעמק אומרים שאיבדו מחצית מהיבול ומבקשים עזרה מהממשלה.",
    ],
    "fa": [
        "شهردار روز سه‌شنبه گفت که پل تا زمانی که مهندسان همه تیرها را بررسی کنند بسته می‌ماند.",
        "کشاورزان دره می‌گویند نیمی از محصول خود را از دست داده‌اند و از دولت کمک می‌خواهند.",
    ],
    "hi": [
        "महापौर ने मंगलवार को कहा कि जब तक इंजीनियर हर बीम की जाँच नहीं कर लेते तब तक पुल बंद रहेगा।",
        "घाटी के किसानों का कहना है कि उनकी आधी फसल नष्ट हो गई है और वे सरकार से मदद चाहते हैं।",
    ],
    "zh": [
        "市长周二表示，在工程师检查完每一根横梁之前，大桥将继续关闭。",
        "山谷里的农民说他们损失了一半的收成，希望政府在冬天之前提供帮助。",
    ],
    "ja": [
        "市長は火曜日、技術者がすべての梁を調べるまで橋は閉鎖されたままになると述べた。",
        "谷の農家は収穫の半分を失ったと話し、冬の前に政府の支援を求めている。",
    ],
    "ko": [
        "시장은 화요일 기술자들이 모든 들보를 점검할 때까지 다리를 폐쇄한다고 밝혔다.",
        "골짜기의 농민들은 수확의 절반을 잃었다며 겨울이 오기 전에 정부의 도움을 요청했다.",
    ],
}


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in SENTENCES.items() for text in texts]
)
def test_sentences(language, text):
    assert guess(text) == language


@pytest.mark.parametrize("language", SENTENCES)
def test_case_and_line_breaks_do_not_matter(language):
    text = "\n\n".join(SENTENCES[language])
    assert guess(text.upper()) == guess(text.replace(" ", "\n")) == language


def test_the_corpus_is_english():
    guesses = {path.name: guess(path.read_text(encoding="utf8")) for path in sorted(CORPUS.glob("*.txt"))}
    assert len(guesses) == 120
    assert set(guesses.values()) == {"en"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "2024-05-01 12:00 3,500 %",
        "☀ 🎉 → ± …",
        "\ud800\udfff",
        "Berlin",
        "Berlin, Paris, London",
        "Zürich",
        "Кий",
        "the",
        "the the the the",
        "xxxx yyyy zzzz " * 50,
    ],
)
def test_nothing_to_go_by(text):
    assert guess(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Predsjednik vlade rekao je da se neće povući zbog izvještaja, ali da će razgovarati s oporbom.",
        "Predsednik vlade je dejal, da ne bo odstopil zaradi poročila in da se bo pogovarjal z opozicijo.",
        "Predseda vlády povedal, že pre správu neodstúpi a že vláda bude pokračovať v práci aj po voľbách.",
        "El president del govern va dir que no dimitirà per l'informe i que parlarà amb els diputats.",
        "A magyar kormány bejelentette, hogy nem támogatja az új javaslatot, mert az szerintük veszélyes.",
        "Presiden mengatakan bahwa pemerintah tidak akan menaikkan harga bahan bakar tahun ini.",
        "Премијер је рекао у понедељак да неће поднети оставку због извештаја.",
        "Прэм'ер-міністр сказаў у панядзелак, што ён не пойдзе ў адстаўку.",
        "وزیر اعظم نے پیر کو کہا کہ وہ رپورٹ کی وجہ سے استعفیٰ نہیں دیں گے۔",
        "पंतप्रधानांनी सोमवारी सांगितले की ते अहवालामुळे राजीनामा देणार नाहीत.",
        "ประธานาธิบดีกล่าวว่าจะไม่ลาออก",
    ],
)
def test_other_languages_are_not_taken_for_one_of_these(text):
    assert guess(text) == ""


def _mixed(first, times, second):
    return " ".join(SENTENCES[first] * times + SENTENCES[second][:1])


@pytest.mark.parametrize("first", SENTENCES)
@pytest.mark.parametrize("second", ["en", "de", "ru", "zh", "ar"])
def test_a_quotation_in_another_language_does_not_matter(first, second):
    assert guess(_mixed(first, 3, second)) == first


def test_only_the_beginning_is_read():
    german = " ".join(SENTENCES["de"])
    assert guess("1234567890" * 200 + german) == ""
    assert guess(german * 20 + " ".join(SENTENCES["en"]) * 1000) == "de"


@given(st.text(st.characters(), max_size=2500))
def test_any_text_has_a_guess(text):
    assert guess(text) in {"", *SENTENCES}

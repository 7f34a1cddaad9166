"""First names known as such, small and without accents; only they make a name of a handle or of one word."""

_NAMES = """
aaron ada adam adrian agnes ahmed aisha akira alan albert alejandro aleksandra alex alexander alexandra
alexandre ali alice alicia alina amanda amelie amina amir amit amy ana anastasia anders andre andrea andreas
andrew angela anil anita anja ankit ann anna anne anthony antoine antonio anya arjun arnaud arthur ashley
astrid aurelie ayse baptiste barbara beatriz ben benjamin benoit bernd bettina bianca birgit bjoern bjorn
bob boris brian bruno camila carla carlos carmen carol caroline catherine cecile celine charles charlotte
chiara chloe chris christian christina christine christoph claire clara claude claudia clement cyril dagmar
damien daniel daniela daphne david deborah deepak deepika denis diana diego dirk divya dmitri dominik donald
dorothea dorothy edward elena eli elif elisa elizabeth ella emily emma emre eric erik erika esther etienne
eva evelyn ewan fabian fabio fabrice farah fatima fatma federico felix fernanda fernando filip florian
frances francesca francois frank franziska fred friederike gabriel gaurav geoffrey george gerard giulia
grace greg gregor guido guillaume guillermo gunter gunther hamza hana hannah hans harry hasan heather heidi
heike heinz helen hendrik henry hiroshi holger hugo ian ibrahim igor ilse ines ingo ingrid irene isabel
isabelle ivan ivana jack jacob jacques jakub james jan jana jane janine jason javier jean jeff jennifer
jenny jens jerome jessica jim joachim joan joanna joao jochen joe joern johan johanna john jon jonas
jonathan jorg jorge jose joseph joshua juan judith juergen julia julian julie jurgen kai karen karin karl
karsten kate katharina katherine kathleen katie katja katrin keith kelly ken kevin khalid kim klaus krishna
krzysztof kumar lars laura laurent lea leila lena leo leon leonie liam lin linda linus lisa lorenzo louis
luc lucas lucia ludwig luis lukas magdalena maja malte manuel marc marcel marcin marco marek margaret maria
mariana marie marina mario marion mark markus marta martin martina mary mathieu matt matteo matthew matthias
max maxime maya megan mehdi mehmet mei melanie melissa mette michael michel michelle miguel mike mirko
mohamed mohammad mohammed monica monika moritz mustafa nadia nadine nancy natalia natalie natasha nathan
neha nicholas nick nico nicole nikhil nikolai nina noah nora nuria olga oliver olivia omar oscar otto pablo
pamela paolo pascal patricia patrick paul paula pawel pedro peter petra philip philipp philippe pierre piotr
pooja priya priyanka rachel radia rahul rainer raj ralf ralph raphael ravi raymond rebecca regina rene reza
riccardo richard rita robert robin roger rohan rohit roland romain rosa rosalind ruben ruth ryan sabine
salma sam samantha samuel sandra sanja sanjay sara sarah sascha scarlett sebastian sergei sergey sharon
shirley shreya silke silvia simon simone siobhan sofia sonia sophie soren stefan stefano steffen stephan
stephanie stephen steve steven sue susan susanne sven svetlana sylvie tamara tanja tara tatiana teresa
thierry thomas thorsten tim timothy tina tobias tom tomas tony torsten ulrich ulrike ursula uwe valentina
valerie vera veronica victor victoria vijay vikram vincent vladimir volker walter wei wendy werner will
william wolfgang xavier yan yasmin yuki yulia yusuf yves zeynep zoe
"""
KNOWN = frozenset(_NAMES.split())

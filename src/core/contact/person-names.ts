const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * Given names as mailboxes write them: lower case, no accents. What is common in the Netherlands and around it: Dutch, Frisian,
 * Belgian, German, English, French, Turkish, Moroccan, Surinamese, Polish, Russian. Left out are names that are words of the trade,
 * or places (`will`, `art`, `paris`).
 */
export const givenNames: ReadonlySet<string> = list(`
	aad aaron aart abdel abdelkader abdellah abdul abdullah abel abigail achmed achraf ad ada adam adnan adriaan adrian adriana agata agnes
	agneta agnieszka ahmed ahmet aicha aiden aileen aisha aisling ajay akash alan albert aleksandar aleksander aleksandr aleksandra aleksei
	aleksey alessandro alessia alex alexander alexandra alexandre alexei alexey alexis alfonso alfred ali alice alicja alida alina allard
	alma alphonse alvin amal amanda amber ambroos amelia amina amine amir amit amy ana anastasia anatoly anders andre andrea andreas andreea
	andrei andrew andrey andries andrii andriy andrzej andy aneta angela angelique anil anisa anita anja anke ann anna annabel anne anneke
	annelies annelotte annemarie annemiek annet annette annick annie anniek annika anouar anouk ans anthonie anthony antje antoine
	antoinette anton antonia antonio antoon anu apolonia arend ariane arie ariel arif arjan arjen armin arnaud arno arnold arnoud artem
	arthur arun asha ashley ashok asim asli asma astrid audrey aukje aurelie avi axel aya aylin ayoub ayse aysel aziz babette baran barbara
	barry bart bartek bartosz bas basil bastiaan beata beate beatrice beatrix beatriz ben benedikt benjamin benno benny benoit berend
	bernadette bernard bernd bert bertha bertil bertus bettina betty bianca bilal bjorn blanka blazej bob bobby bogdan bogumil boris borja
	boudewijn bouke bozena bradley brahim bram brandon branko brecht bregje brenda brendan brent brett brian brigitte britt bruno bryan
	bulent burak burhan cagla caitlin callum calvin cameron camiel camilla camille candice carla carlijn carlo carlos carmen carolien
	carolina caroline cas casper catalin catharina catherine cathy cecile cedric cees celal celia celine cem cengiz cezary chaima chandra
	chantal charles charlie charlotte cheryl chiel chloe chris christa christel christelle christiaan christian christiane christien
	christina christine christoph christophe christopher christos cindy claire clara claudia claus clemence clemens clement coen colette
	colin connor conny constantijn cor corentin corine corinne cornelia cornelis corrie cosmin craig cristian cristina cyril cyrille czeslaw
	daan dagmar dalila damian damien dana daniel daniela danielle danny danuta dario dariusz darren dave david davide davy dawid debbie
	deborah delphine demi denise deniz dennis denys derk derya desiree detlef devon diana dick didier diederik diego dieter dilara dilek
	dimitri dimitris dina diogo dion dirk djamila dmitri dmitriy dmitro dmitry dmytro dominic dominik dominique donald donna dorien dorota
	dorothea douglas douwe dragan drago driss duco duncan durk duygu dylan ebru ed eddy edgar edith eduard eduardo edward edwin eef eelco
	eelke egbert egon eileen ekrem elaine elena eleni elias elif eline elisa elisabeth elise elizabeth elke ellen ellis elmar eloise els
	elsa elsbeth elvira emel emiel emil emilia emily emine emma emmanuel emmanuelle emmy emre enes engelbert engin enrico erdem eric erica
	erik erika erin erkan erkut ernest ernst erwin eryk esma esmee esra estelle esther ethan etienne eugene eugenia eugeniusz eva evan
	evangelos evelien evelyn evert evgenii evgeniy evgeny evi evie ewa ewelina ewoud eymen fabian fabienne fabio fabrice fadma faisal farid
	farida faruk fatih fatima fatma fay federico felicia felix femke fenna ferdinand ferhat fernando ferry fien fikret filip filiz finn
	fiona flavio fleur floor florent florian floris folkert francesca francesco francine francis francisco franciszek francois francoise
	frank frans franz franziska fred freddy frederic frederick frederik frederique fredrik freek friedrich frits fritz froukje furkan
	gabriel gabriela gabriele gaelle gary gavin geert geertje genevieve gennady geoff geoffrey georg george georges gerald gerard gerben
	gerd gerda gerdien gerhard gerko gerlinde gerlof germaine gerrard gerrie gerrit gerritjan gert gertjan gertrud giel gijs gijsbert
	gilbert gina giorgio giovanni gisela giulia giuseppe glenn gokhan gonca gordon gosse grace graham grahame grazyna greet greg gregory
	greta grietje grigory grzegorz gudrun guenter guido guillaume gulay gulsen gunnar gunter gustaaf gustav guus guy gwen habib haci hafid
	hakan hakim hakon halil halima haluk hamid hamide hamza hanan handan hanna hannah hanne hanneke hannes hannie hannu hans harald harm
	harmen harold harrie harry harun harvey hasan hassan hatem hatice hayat heather hector hedwig heidi heike heiko hein heinz helen helena
	helene helga helge helmer helmut hendrik hendrika henk henri henriette henry henryk herbert herman hermann hermien herve hester hicham
	hidde hilary hilda hilde hind holger holly horst houda howard hristo hubert hubertus hugh hugo huib hulya humphrey huseyin hussein ian
	ibrahim ida idris ignacy igor ihor ihsan ikram ilias ilker ilona ilse iman imane imke ina ine ines inez inga inge ingeborg inger ingmar
	ingrid ioana irena irene ireneusz irfan irina iris irma iryna isa isaac isabel isabella isabelle ismael ismail istvan ivan ivana ivar
	ivo ivona iwona izabela jaap jacek jack jacob jacoba jacqueline jacques jade jaime jaimy jake jakob jakub jamal james jamie jan jana
	jane janek janet janine janna janneke jannie jannik janny janusz jared jarek jarl jarno jaromir jaroslaw jasmijn jasmin jasmina jason
	jasper javier jay jayden jean jeanine jeannette jeff jeffrey jelena jelle jelmer jennifer jenny jens jeremy jeroen jerome jerry jerzy
	jesper jesse jessica jet jikke jildau jill jim jimmy jiri jitske joachim joan joanna joanne joao joaquin job jochem jochen jody joel
	joelle joep joerg joeri johan johann johanna johanne johannes john johnny jolanda jolande jolanta jolie jolien jolijn jon jonas jonathan
	jonna joost joran jordi jordy jorg jorge jorgen jorien jorik jorn jorrit jos jose josee josef joseph josephine joshua josine josip jovan
	joyce jozef jozefa juan judith judy juergen jules julia julian julie julien julita jurek jurgen jurjen jurre justin justus justyna jutta
	kaan kadir kai kajetan kamal kamil kamila kamran karel karen karim karima karin karina karl karolina karsten kasia kaspar kasper
	katarina katarzyna kate katharina kathleen kathrin kathy katja katrien katrin kay kazimierz keanu kees keisha keith kelly kemal ken
	kenan kenneth kenza kerim kerstin kevin kevser khadija khaled khalid kiki kim kimberley kimberly kinga kirill kirsten kirsty kjell klaas
	klara klaudia klaus klemens koen koenraad konrad konstantin koos kornelia krishna kristel kristian kristin kristina kristof krystian
	krystyna krzysztof kubilay kubra kurt kyle kyra laila lale lambert lamia lance lara larissa lars lasse latifa latoya laura lauren
	laurence laurens laurent laurenz laurie lea leandro leen leendert leila lejla lena lennart lennert leo leon leonid leonie leopold leroy
	leslie levent levi lewis lex lia liam liana lianne libor lidia lien lies liesbeth lieselotte lieve lieven lilian lilly lina linda lisa
	lisanne lise liselotte liv lizzy loek loes loic lorena lorenzo loretta lorraine lotfi lothar lotte louis louisa louise lourens luc luca
	lucas lucia luciano lucie lucien ludger ludmila ludo ludovic ludwig ludwik luigi luis luiz lukas lukasz lutz luuk lydia lynda lynn
	maaike maarten maartje machteld maciej madeleine madelief maelle magda magdalena magnus mahmoud mahmut maike maja maksim maksym
	malgorzata malika malte mandy manfred manja manoj manon manuel manuela marc marcel marcela marcelo marcin marco marcus marek margaret
	margareta margarita margherita margot margriet marguerite maria mariam marian marianne mariano marie marieke mariella mariette marijke
	marijn marilyn marina mario marion marisa mariska marit mariusz marja marjan marjolein marjon marjorie mark markus marleen marlene
	marlies marlijn marloes marlou marnix marry marta martha martijn martin martina martine martyna marvin marwan mary maryam marzena mason
	massimo mateusz mathieu mathijs mathilde mats matteo matthew matthias matthieu matthijs mattia maud maureen maurice mauricio maurits
	mauro max maxim maxime maximiliaan maximilian mees megan mehdi mehmet meike melanie melek melina melis melisa melissa meltem melvin
	menno merel mert merve meryem mette mia micha michael michaela michal michala michel michela michele michelle michiel mick mieczyslaw
	mieke miep miguel mihai mikael mike mikhail mikkel mila milan miles milos milou mimi mina minke mira miranda mircea miriam mirjam mirko
	miroslav miroslaw mirte misha mitchell mitra moenir mohamad mohamed mohammad mohammed mohsen moira molly mona monika monique moritz
	morris morten mounir mourad moussa muhammad muhammed muhammet mukesh murat murielle musa mustafa mykhailo mykola myra myrthe nabil
	nabila nada nadia nadine nadir naima najat najib najim nancy naomi narin natalia natalie nataliia natalya natascha natasja nathalie
	nathan nathaniel naveen navid nawal necati neeltje neil nel nele nelleke nevin nicholas nico nicola nicolaas nicolas nicole nicolette
	niek niels nienke nigel nihat nikita niklas nikola nikolai nikolaos nikolay nilay nils nilufer nina noa noah noel noor noortje nora
	norbert nordin norma nour nuno nuray nurcan nuria nurten nynke octavian odile ogier oksana olaf oleg oleh oleksandr oleksii olena
	olexandr olga oliver olivia olivier oluwaseun omar omer onur ophelia orhan orla osama oscar oskar osman ottmar otto ozan ozlem pablo
	pamela paola paolo pascal pascale patrice patricia patrick patrik patrycja paul paula paulien pauliina pauline pavel pavlo pawel pedro
	peer peggy penelope pernille perry peter petr petra phil philip philipp philippe pia pien pierre piet pieter pieterjan pieternel pietro
	pim piotr pleun poul prakash pravin predrag priya prosper przemyslaw quentin quinten quirijn rabia rachael rachel rachid rachida radjesh
	radka radoslaw rafael rafal rafik raghav rahma rainer rainier raj rajesh rajiv ralf ralitsa ralph ramazan ramesh ramon ramona rana
	randall randy rania raphael rasmus raul ravi raymond razvan rebecca rebekka recep reem reggie regina reinder reinhard reinhold reinier
	reinout rembrandt remco remi remy renata renate rene renee rens renzo reza rhys ria riad rian rianne ricarda ricardo riccardo richard
	richelle rick rico rihab rik rinus rita rob robbert robbin robert roberta roberto robin robrecht rodney rodrigo roel roeland roelie
	roelof roger rogier roland rolf romain roman romy ron ronald ronny roos rosa rosalie rosanne rosario rosemarie rostislav roswitha rowan
	roxana roy ruben rudi rudolf rudy rune ruslan russell ruta rutger ruth ruud ryan saar sabine sabri sabrina sadia safa said saida salah
	salih salim salima salma salvatore sam samantha samir samira samuel sandeep sander sandra sandro sanjay sanne santosh sara sarah sascha
	saskia satish saul scott sean sebastiaan sebastian sebastien sebnem seda sedat sefa selcuk selim selin selina selma sem senna serdar
	serena serge sergei sergey sergii sergio serhat serhii serhiy serkan seth sevda sevgi shane shannon sharda sharon shaun sheila shirin
	shirley sibel sibylle siebe siebren siem sien sietske sigrid siham silke silvia simon simona simone sina sinan sinem siobhan sjaak sjef
	sjoerd sjors sjoukje slawomir slobodan snezana soeren sofia sofie solange sonia sonja sophia sophie soraya soren soufiane spencer spiros
	stan stanislav stanislaw stanley stavros stef stefaan stefan stefanie steffen stella stephan stephanie stephen steve steven stijn
	stijntje stuart suat sue sukran suleyman sunil suresh susan susann susanne suzan suzanne suzy sven svenja svetlana svitlana swen sybren
	sylvain sylvia sylvie sylwia szymon taco tadeusz taha takis talip tamara tamer tanguy tania tanja tanner taras tarik tariq tatiana
	tatjana tatyana tayfun taylan terence teresa terry tessa teun teunis thea thelma theo theodoor theodora theresa therese thiago thibault
	thierry thijmen thijs thilo thirza thomas thorsten tiago tiemen tilman tim timo timon timothy tina tineke tjalling tjeerd tjibbe tjitske
	tobi tobias todd tolga tom tomas tomasz tomislav tommy ton tonnie tonny tony torsten tracy trevor trine trudy truus tugba tuncay turgut
	twan tyler udo ufuk ugur ugurcan ulf ulla ulrich ulrike uma umar umit umut ursula urszula usha ute uwe vaclav vadim vadym vahid
	valentijn valentin valentina valeria valerie valeriy valery vanessa vanja vanya vasil vasile vasilis vasily veerle veli vera verena
	veronika veronique vesna vicky victor victoria vijay vikram viktor viktoriia vinay vince vincent vinod viola violeta viorel virginie
	vitaliy vitaly vivek vivian vlad vladimir vladislav vladyslav vojtech volkan volker volodymyr vyacheslav waclaw waldemar walid walter
	wanda ward wayne wenche wendy werner wesley wessel wiebe wieger wieke wieland wieslaw wieteke wietse wiktor wil wilbert wilbur wilco
	wilfred wilfried wilhelm wilhelmina wiljan willeke willem willemijn william willy wilma wim winfried witold wladyslaw wojciech wojtek
	wolf wolfgang wolfram wout wouter wubbo xander xavier xenia yael yannick yannis yara yasin yasmin yasmina yasmine yassin yassine yavuz
	yevgen yildiz ylva yolanda yolande yosef younes youri youssef yulia yuliia yuliya yunus yuri yuriy yusuf yves yvette yvon yvonne zachary
	zahra zainab zakaria zakia zara zbigniew zdenek zehra zeki zeliha zeynep ziad ziya zlatko zoe zofia zoltan zuhal zuzanna zygmunt`);

/** Surnames in the same way, without the words before them (`van der`). Left out are those that are words of the trade (`post`). */
export const surnames: ReadonlySet<string> = list(`
	aalbers aarts abbas abdi abdullah abraham acar achterberg adams adriaansen aerts ahmadi ahmed akgul akkerman aksoy aktas akyuz albers
	alberts albrecht alders ali alkan allen alvarez amrani andersen anderson andre antonissen appelman arends arendsen arens arnold arslan
	aslan ates austin avci avdic aydin azzouzi baarda baas bailey baker bakker bakx balci baldewsingh balk baptiste barendregt barnes barth
	bauer baumann bayram becker beek beekman beerens bekker bell benali benamar bender benhaddou bennett bennis berends berendsen berg
	berger bergman bergmann bergsma berkhout bernard bertrand beukers beuving biemans biesheuvel bijl bijlsma bisschop blaauw blanchard
	blankenstein bleeker blijleven bloem blok blom blonk blume boekel boelens boender boer boerma boerman boersma bogaard bogaert bogaerts
	bohm bonnet boogaard boogaart boon boonen boonstra boot bootsma borg borgman borst bos bosch bosma bosman bouali bouchard boucher
	boudewijns bouma boutaib bouter bouwens bouwman bouwmeester bouzidi braam brands brandsma brandt brasser braun breedveld breuer breukers
	brink broek broekhuizen bronkhorst brooks brouwer brouwers brown bruggeman brugman bruijn bruin bruins bruinsma brunner bruyn bryant
	buchholz budak buijs buijsman buijtenhuis bulut bunt burg burger burgers burghardt busch buter butler buurma buurman caglar caliskan
	campbell carlier carter castro celik cetin ceylan chandra chaouch charles chen chevalier choi chowdhury christiaans ciftci claes
	claessens clark clarke coenen cohen cole colijn collins cook cools cooper coppens cornelis cornelissen corstjens coskun couwenberg cox
	cramer cremers cruz czarnecki daal daalen dam daniels davies davis dean deboer deckers declercq deen degen degroot dejong dekeyser
	dekker dekkers demir demirci demirel denis deniz desai desmedt desmet devries dewit dewitte diaz dieleman diepeveen dierckx dietrich
	dijk dijkhuizen dijkman dijksterhuis dijkstra dirks dirkse dirksen dogan dolman domburg dominguez donker doorn doornbos douma driessen
	drost dubbelman dubois dudek duijn duivenvoorden duman dumont dupont dupuis duran durand duvekot duyvestein ebbers ebert edwards eerden
	eggink eickhoff eijk eijkelenboom eilander ek eken eker elbers elias ellis elzinga emmen engel engelen engels engelsman erdogan eren
	erkens ernst esser essers evans everaert evers everts evrard eyckmans faas faber fabian feenstra feijen fernandes fernandez ferrari
	ferreira fidan fiedler fischer fleming fleuren flores florijn fokkens fontaine foppen fortuin foster fournier fox frank franken frans
	fransen frederiks friedrich friesen fuchs gaal galema garcia garnier geerts gelder genc george geraerts gerards gerlach germeraad
	gerrits gerritse gerritsen gerritsma geurts gielen giesen gijsbers gijzen gilbert girard goedhart goeman goes gomes gomez gonzales
	gonzalez goossen goossens gordon goren goris goudsmit graaf graaff graham gray green griffin groen groenen groeneveld groeneweg
	groenewoud groot grootveld grunwald guerin guillaume guler gunes guo gupta gurbuz haak haan haar haarsma haas hage hagen hahn hakvoort
	hall hamelink hamers hamoen hansen harmsen harris hartman hartmann hartog haverkamp heemskerk heerema heeren heijden heijnen hein heinen
	heinrich heinsbroek helder hellemans hemmes hendriks hendrix henrichs henry herbert herman hermans hermsen hermus hernandez herrmann
	herwijnen hess heusden heuvel hidding hielkema hilbers hill hillebrand hoang hoek hoekman hoeksema hoekstra hoeven hoffmann hofland
	hofman hofmann hofstra hogenboom hogervorst hollander holtkamp holtrop hooft hoogenboom hoogendoorn hoogeveen hoogland hooijer hopman
	horst houben houtman houtzager howard huber hubers hughes huijbers huijgen huijsmans huisman huizinga hulshof hulst hummel hurkmans
	hussein huybrechts huynh ibrahim idema ilhan inan isik iversen jabri jackson jacobs jager james jankowski janmaat janowski jans janse
	jansen janssen janssens jaspers jaworski jensen jeong jeurissen jimenez johnson jones jong jongh jonker jonkers joosen joosse joosten
	jordaan jordan jorritsma joseph jung jungblut jurgens juric kaczmarek kahn kaiser kaldenbach kalkman kamerling kaminski kamp kampen
	kamphuis kamstra kapoor kaptein kara karaca karadag karaman karatas karimi kaspers kaur kavak kaya keijzer keizer keller kelly kemp
	kempen kemper kennedy kerkhof kerkhoven kerssens kersten keskin kessels ketelaar keulen khan khattabi kieft kiers kilic kim king
	klaassen klaver kleijn klein kleinjan klerk klinge klinkenberg klomp kloosterman klop kluft kneepkens kneppers knight knol knoop koc
	kocak koch kock koehler koel koeman koenders kohler kohlmann kok kolk kolkman komen konig konijn koning konings kooij kooiman kooistra
	koopman koopmans koot kooy korkmaz kort korte korthals koster kosters kotter kouwenhoven kovacs kowal kowalczyk kowalska kowalski
	kozlowski kraaij kramer kraus krause krebs kreeft krijgsman krist kroes krol krom kroon kruger kruijf kruijt kruis kuhn kuijper kuijpers
	kuijten kuiper kuipers kulk kumar kurt kurz kutlu kuyper kuypers kwiatkowski laan laar laban lacroix ladage lagerweij lambers lambert
	lambrechts lammers lampe landman lang lange langen langenberg langerak lauwers leclerc lee leemans leenders leenen leeuw leeuwen
	leeuwenburg lefebvre lefevre lehmann leijten lein leisink lemmens lenaerts lenders lenting lepage leroy letteboer levy lewandowski lewis
	li liefting lieshout ligthart lin lindeman linden linders lindhout lippens loef lohman lokhorst looijen loon loonstra loos lopez lorenz
	louwers lubbers ludwig luijten luiten lukassen luttikhuis maas maassen maat macdonald maes mahabier mahawat maier maliepaard malik
	mallee mandemakers manders mannaerts marchand marinus marquez marsman martel martens martin martinez martins mathieu mathijssen mathot
	matthijssen maurer mayer mazur meer meerman meertens mehta meier meijer meijers meinders melis melissen mendes mensing mensink menting
	merkus merkx mertens meulen meulenbroek meyer meyers michalski michel michiels middelkoop miedema mihaylov miller mitchell moens
	moerkerk moerman moes mohamed mohan mohr mokhtari mol molen molenaar molina moll moons moore morales moreau morgan morin morris mostert
	mous mueller muijs mulder mulders muller munoz murphy murray mutlu naaijkens nagel nagy narain nas nelissen nelson neumann neuteboom
	nguyen nicolai nicolas niehof niessen nieuwenhuis nieuwenhuizen nijboer nijenhuis nijhof nijland nijs nijssen nikolic nolles noordhoek
	noordman noort novak nowak nuijten nunez nys ochtman oerlemans offermans okkerse okur oliveira olsen olthof onderwater oomen oort
	oostenbrink oosterhof oosterhuis oosterveld oosterwijk oosting oostrom ortega ortiz osinga osman otten ouali ouden overbeek overdijk
	ozbek ozcan ozdemir ozkan ozturk paans paap palmer pannekoek parker patel pauw pawlowski peeters pelgrim pena penders pepping pereira
	perez perrin peter peters petersen peterson petit pham phillips pieters pieterse pietersen pijnenburg pinas pinto ploeg plug
	poel poelman poels pol polat pollmann polman popescu popov poppe porter postema postma potters pouw pouwels powell price prins prinsen
	prinssen pronk proost putten quist raaijmakers raaphorst raats radstake raja ramaker ramautar rambaran ramdas ramdin ramirez ramlal
	ramos ramsaran randsdorp rasenberg reed reijers reijnders reijnen reinders reitsma remmers renkema rensen reuter reuvers reyes reynolds
	ribbens ribeiro richard richards richardson richter ridder rietveld rijk rijken rijn rijnders rijpma rijsdijk rikken ritsema ritzen
	rivera riviere robben robbers robert roberts robinson rodrigues rodriguez roeleveld roelfsema roelofs roels roger rogers romijn
	rooijakkers rooker roos roosendaal rose rosier ross rossi roth rousseau roux roy rozema rozendaal rubens ruijs ruijter ruiter ruiz
	russell russo rutgers rutkowski rutten ruys saaltink saathof sahin salah samson sanchez sanders santokhi santos sari sauer savci
	schaafsma schaap schafer schaik scheepers scheffer schellekens schenk schepens schepers scherer scherpenzeel schers schiffer schijndel
	schilder schimmel schipper schipperheijn schmid schmidt schmidts schmit schmitt schmitz schneider schoemaker schoenmakers scholte
	scholten schoonhoven schoorl schoute schouten schram schreiber schreuder schreuders schreurs schrijver schroder schroeder schuitema
	schuler schulte schultz schulz schulze schuster schut schutte schuurman schwarz scott seegers seijkens sengers senturk serrano severijns
	sevinc sewnarain shah shaikh sharma shaw siebers siemons sijbesma silva simmons simon simonis simons simsek singh sipkema sitompul
	slager slagter slot sluijs sluijter sluis smeenk smeets smets smit smith smits smolders smulders snel snijder snijders soares sobczak
	soerjadi someren somers sommer song sonneveld soto souza spaan spaans spanjer speelman spek spijker spronk stam steeman steen
	steenbergen steenhuis steenman stein steinmetz stephan sterk stevens stewart stienstra stoffels stokman stolk stoop straten strik
	stroeve stroo stubbe sturm suijker suijkerbuijk sukhai sullivan sun suurmond swart swinkels sybesma szymanski taal tak talsma tan tang
	tanis tasdemir taskin taylor tekin telgenkamp terlouw terpstra teunissen theunissen thewissen thiel thijs thijssen thomas thompson
	tichelaar tielemans tiemens tijsma tijssen tilburg timmer timmerman timmermann timmermans tirion toksoz tol tolsma tonnaer toor torres
	toussaint touw tran trouwborst tuijl tuinman turan turk turner ubbink uijl uittenbogaard ulrich unal unlu ursem usta uyl uysal uzun
	vaartjes vaes vaessen valk valkenburg vanbeek vandamme vandenberg vandenberghe vandenbroeck vanderlinden vandevelde vandijk vargas
	vasquez veen veenstra veer velde veldhuis veldman venema verbeeck verbeek verbeke verboom verbruggen verburg verdonk verduin vergeer
	verhaegh verhaeghe verhagen verheijen verheul verhoef verhoeff verhoeven verhulst verkade verkaik verkerk verlaan vermaas vermaat
	vermeer vermeij vermeulen vermolen vermunt vernooij verploegen verschoor verschuren verschuur versluis versluys verspeek verstappen
	versteeg versteegh verstegen verstraete verstraeten vervoort verwey vessies vicente vieira viergever vincent vink vis visbeek visscher
	visschers visser vlaar vlieger vliet vloet voet vogel vogelaar vogels vogelzang vogt voigt volkers vollebregt vonk voorhorst voorn
	voorthuizen vos voskuil voss vreeken vreeswijk vreugde vreugdenhil vries vroegop vrolijk vrolijks vroom vroon vuijk waal waard
	waardenburg wagemans wagenaar wagner walker walraven walsh walter walters wanders wang ward warmerdam waterman watson weber weekers
	weenink weerd wegman weijer weijers weijman weiland weiss welten wensveen wentink werf werkhoven werner wessel wesselink wessels
	westbroek westerhof westra wetzels wever white wiegers wieland wierda wieringa wiersema wiersma wiersum wiggers wijk wijnands wijnberg
	wijnen wijngaarden wijnhoven wijs wilbers wilde wilkens willems willemse willemsen williams wilms wilson winkel winkelman winkler winter
	winters wisniewska wisniewski wit witjes witte witteveen woerden wojcik wolf wolff wolfs wolterink wolters wong wortel wouda woudstra
	wouters wright wubben wulf xu yalcin yaman yang yavuz yildirim yildiz yilmaz yilmazer yucel zaaijer zaal zaman zandbergen zandstra
	zandvliet zeegers zeeman zeeuw zegers zhang zhao zhou zhu ziegler zielinski zielman zijderveld zijlstra zimmerman zimmermann zonneveld
	zuidema zuurbier zwaan zwanenburg zwart zwier zwiers zwijnenburg`);

/** Words between a given name and a surname, and those that begin one: Dutch first, then German, French, Arabic. */
export const nameParticles: ReadonlySet<string> = list(
	`van vd vdr vande vander vanden de den der het ten ter te op in aan bij onder tot vom von zu zur zum du des la le les da dos el al ben bin bint ait`,
);

/** First names of many countries, folded: one sign among several that a capitalised word is a person. A name that is missing is still found by how it is used. */
export const firstNames: ReadonlySet<string> = new Set(`
aaron abby abdul abigail adam adele aditi adrian agnes ahmed aidan aiko aisha akira alan alba albert alejandro alena alessandro alex alexander alexandra alexei alfie ali alice alicia alina alison
allison alma amal amanda amara amber amelia amelie amina amir amit amy ana anders andre andrea andreas andrei andrew andrzej andy angela angelica anika anil anita anja ann anna anne annette annie
anthony antoine anton antonia antonio anya april arjun arlo arthur asa asha ashley astrid aurelie ava ayesha ayla bartosz beatrice beatriz ben benjamin benedikt bernard bernd beth bethany bianca bill
billy bjorn bob bogdan boris brad brandon brian bridget bruno caitlin camila camille carl carla carlos carmen carol caroline carolina carrie catherine cecilia celia charles charlie charlotte chen chiara
chloe chris christian christina christine christopher chuck cillian claire clara claudia claudio clemens cleo colin connor conor craig cristina cynthia daisuke daisy dalia damian dan dana daniel daniela danielle
danny daria dario darren dave david dawn dean deborah debbie deepa deepak denis denise dennis derek devon diana diane diego dieter dimitri dimitris dina dmitri dominic dominik donald donna dora doris dorothy
doug douglas duncan dylan ed eddie edgar edith edward eileen elaine eleanor elena eleni eli elias elif elijah elisa elise elizabeth ella ellen ellie elliot eloise elsa emil emilia emilie emily emma emmanuel
enrique eric erica erik erin ernest ernesto esme esteban ester esther ethan eva evan eve evelyn ewa faisal farah farid fatima fatou felicity felipe felix ferdinand fernanda fernando filip fiona flora florence
florian frances francesca francesco francis francois frank franz fred freddie frederik freya fumiko gabriel gabriela gabriele galina gareth gary gavin gemma geoff george georgia georgina gerald gerard gian
gina giorgio giovanni giulia gloria gordon grace graham grant greg greta guido guillaume gunther gustav hadi hal hana hannah hans harold harriet harry haruto hassan hazel heather heidi heike heinz helen helena
helene helga henrik henry herbert hilary hiro hiroshi holly hugh hugo ian ibrahim ida ignacio igor ilse imogen imran ines ingrid irene irina iris isaac isabel isabella isla ivan ivy jack jackie jacob jacqueline
jacques jake jakob jakub james jamie jan jana jane janet janice janine jason jasmine jasper javier jean jeff jen jenna jennifer jenny jens jeremy jerome jess jesse jessica jill jim jimmy jin jo joan joana joanna
joanne joao joaquin jochen joe joel johan johann johanna john johnny jon jonas jonathan jordan jorge jose josef joseph josephine josh joshua joyce juan juana judith judy jules julia julian juliana julie juliet
julio june jurgen justin kai kamal kamila karen karim karin karina karl karla kasia kate katharina katherine kathleen kathryn kathy katie katja kavita kay keith kelly ken kenji kenneth kerry kevin khadija khalid
kieran kim kirsten klara klaus konrad kristen kristin kristina kumar kurt kyle lara larry lars laszlo latoya laura lauren laurence laurent layla lea leah lee leila lena leo leon leona leonard leonie leslie lewis
liam lila lillian lily lin linda linh linnea lisa liv liz lorenzo lorna louis louise luca lucas lucia lucien lucy luigi luis luisa lukas lukasz luke luna lydia lynn mabel madeleine maeve magda magnus mai maja
malcolm malik mandy manuel mara marc marcel marcia marco marcos marcus margaret margarita margot maria mariam marian mariana marie marina mario marion marisol mark marko markus marlene marta martha martin martina
marty mary masha mateo mathilde mats matt matteo matthew matthias maureen maurice max maxim maya mei meera megan mehmet mei melanie melissa mercedes meredith mia michael michal michel michelle miguel mihai mikael
mike mikhail milan miles milena millie mina minh ming mira miranda miriam mohamed mohammed mohan moira molly mona monica monika morgan moritz muhammad murat nadia nadine nana nancy naomi natalia natalie natasha
nathalie nathan neha neil nell nia niamh nicholas nick nicky nico nicola nicolas nicole niels nigel nikhil nikola nikolai nils nina nisha noah noel noor nora norbert norma norman nuno odette oksana ola olaf
olga oliver olivia olivier omar orla oscar osman otto owen pablo paige pamela paola paolo pascal pat patricia patrick patrik paul paula paulo pauline pavel pedro peggy penny per percy peter petra petros phil
philip philippa philippe phoebe pia pierre pilar piotr polly pooja prakash priya quentin rachel radek rafael rahul raj rajesh ralf ralph ramon raphael raquel rashid raul ravi ray raymond rebecca regina reinhard rena
renata rene ricardo rich richard rick riley rita rob robert roberto robin rocio rodrigo roger rohan roland roman ron ronald rory rosa rosalind rose rosemary rosie ross rowan roxana roy ruben rudolf rufus rupert
ruth ryan saanvi sabine sabrina sadie said sakura salim sally sam samantha samir samuel sandra sandy sanjay sanna santiago sara sarah sasha saskia scott sean sebastian selma serena sergei sergio seth shane
shannon sharon shauna sheila shirley sian sibylle sigrid silvia simon simona simone siobhan sofia soledad solomon sonia sonja sophia sophie soren stan stanislav stefan stefania stella stephanie stephen steve steven
stuart sue suki sunil sunita susan susanna susanne susie suzanne svea sven svetlana sylvia tadeusz takashi tamar tamara tamsin tania tanya tara tariq tatiana ted teresa terry tess tessa thea theo theodora theresa
thomas tilda tim timothy tina tobias toby todd tom tomas tomasz tommy tony tracy trevor tristan ulrich ulrike uma ursula ute valentina valeria valerie vanessa vera veronica vicky victor victoria vijay vikram viktor
vincent viola violet virginia vivian vladimir walter wanda wei wendy werner wilfred wilhelm will william willow wolfgang xavier xiang yael yan yana yannick yasmin yasmine yosef youssef yuki yuko yuri yusuf yvette yvonne zach
zahra zara zeynep zoe zofia zuzanna`.trim().split(/\s+/));

/** Words for kin that are used as names where they are capitalised inside a sentence. */
export const kinNames: ReadonlySet<string> = new Set('mum mom mummy mommy dad daddy mama papa gran granny grandma grandpa grandad granddad nana nan oma opa auntie mother father'.split(' '));

/** Titles before a name: the name goes on behind them. */
export const titles: ReadonlySet<string> = new Set(
  'mr mrs ms miss dr doctor prof professor sir sister brother father mother uncle aunt auntie captain nurse officer judge coach chef reverend rabbi imam lady lord inspector sergeant teacher frau herr madame monsieur senora senor'.split(' '),
);

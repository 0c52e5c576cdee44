import { givenNames, nameParticles, surnames } from "./person-names.ts";
import { plainWords } from "./plain-words.ts";

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Legal forms and kinds of organisation that count wherever they stand in a name. */
const forms = list(`
	bvba sprl vof vzw asbl ltd limited llc llp inc incorporated corp corporation plc gmbh mbh ohg gbr sarl srl sasu sro zoo ooo lda scs bhd pty
	stichting vereniging cooperatie cooperatief maatschap genossenschaft verein foundation association associatie fondation stiftung trust consortium
	gemeente provincie waterschap hoogheemraadschap ministerie rijkswaterstaat overheid veiligheidsregio brandweer
	universiteit university universitat universite hogeschool college scholengroep lyceum academie academy instituut institute institut onderwijs
	ziekenhuis hospital kliniek clinic zorggroep museum bibliotheek woningstichting woningcorporatie
	holding group groep gruppe groupe company compagnie maatschappij bedrijf bedrijven onderneming`);

/** Legal forms that at the beginning of a name could also be initials. */
const dutchForms = list("bv nv");

/** Legal forms that could also be initials or a surname (`van As`): they count only at the end of a name, after a word that is no particle. */
const lastForms = list(
	"cv cvba ag kg kgaa sa sas se ae ei oy oyj oue co sl sc ks pc as ab aps asa sp ug ev sia uab kft zrt sti tic doo ead eood tov kk pte spa",
);

/** Words of a business, whole or at the end of a longer one: no part of a person's name. */
const businessWords =
	/(?:hosting|hosters?|telecom|telekom|internet|internetdiensten|networks?|networking|netwerken?|netze|cloud|datacent(?:ers?|re|rum)|online|digital|solutions?|services?|systems?|systemen|technolog(?:ies|y)|technie?k|media|software|design|consult(?:ancy|ing|ants?)|advies|adviseurs|advocaten|notaris(?:sen|kantoor)|makelaar(?:s|dij)?|beheer|management|marketing|communicatie|communications?|automatisering|glasvezel|fiber|fibre|kabel|energ(?:ie|y|ies)|security|beveiliging|logisti(?:cs|ek)|transport|trading|handel|webwinkel|shop|store|bakkerij|slagerij|garage|hotel|restaurant|camping|bouw|installaties?|drukkerij|uitgeverij|kwekerij|tuinbouw|apotheek|praktijk|artsen|accountants?|administraties?|verzekeringen|vastgoed|investments?|capital|industri(?:es|e)|fabriek|products?|producten|partners?|international|nederland|netherlands|europe|benelux|belgium|deutschland|polska|france|italia|worldwide|servers?|televisie|omroep|kantoor|centrum|center|centre|interieur|customers?|infrastructure|backbone|carrier|mobile|wireless)$/;

/** Words of a business only as they stand: names end in them (`Smit`, `Benedict`). */
const wholeBusinessWords = list(`
	access adsl bank bond club colo data dienst dsl federatie fietsen global haven huis ict isp it kamer lab labs lan net netz noc office orde port raad radio roc
	stad state studio tele unie vpn vps wan web`);

const soleTrader =
	/\b(?:t\s?\.?\s?h\s?\.?\s?o\s?\.?\s?d\s?\.?\s?n|h\s?\.\s?o\s?\.\s?d\s?\.\s?n|hodn|thodn|h\.o\.|t\/a|handelend onder|trading as|doing business as|d\/b\/a|handelnd unter)(?=[\s.:,]|$)/i;
const ownName =
	/\b(?:eenmanszaak|e\.\s?k\.|e\.\s?kfm|eingetragener kaufmann|eingetragene kauffrau|einzelunternehmen|inhaber(?:in)?|inh\.|auto-?entrepreneur|micro-?entrepreneur|entreprise individuelle|personne physique|sole (?:trader|proprietor)|private? (?:person|individual|persoon|user|customer|klant)|privatperson|particuliere?|natuurlijk persoon|natural person|osoba fizyczna|intreprindere individuala|name removed|dummy (?:name|person))(?![a-z])/i;

const titles = list(
	"dhr hr mevr mw mej mr mrs ms herr frau dr drs ing ir prof fam familie familien family erven erfgenamen monsieur madame",
);

/** Before or after a name in Ukraine, Russia and Romania: an entrepreneur who is no company. */
const entrepreneurs = list("fop pe spd pfa chp");
/** A father's name, which only a person bears: `Ivanovich`, `Petrivna`. */
const patronymic = /.{2}(?:ovich|evich|ovych|evych|ovuch|yevich|ovna|evna|ivna)$/;
/** Words that in Dutch and German stand in names of persons more than in others (`de` and `la` do not). */
const dutchParticles = list("van vd vdr vande vander vanden von ter ten");
/** How surnames end in Friesland, in Poland, in Turkey and so on, and hardly another word does. */
const surnameEndings =
	/.{3}(?:stra|sma|inga|ema|ssen|rsen|nsen|lsen|ksen|tsen|mans|kens|ski|ska|sky|wicz|czyk|enko|escu|ovic|oglu|idis|akis|opoulos|sson)$/;

const isParticle = (word: string) => nameParticles.has(word);
const isInitials = (token: string) => /^(?:\p{L}\.){1,6}-?(?:\p{L}\.)*$/u.test(token);

function hasLegalForm(words: readonly string[]): boolean {
	const second = words[1] ?? "";
	const [beforeLast, last] = words.slice(-2);
	return (
		words.some((word, at) => {
			if (!dutchForms.has(word)) return forms.has(word);
			return at > 0 || !(isParticle(second) || surnames.has(second) || words.length < 2);
		}) ||
		(last !== undefined && lastForms.has(last) && words.length > 1 && !isParticle(beforeLast as string))
	);
}

/** Words of a name: particles, then at most two others, the last of which is no initial. */
function isSurname(words: readonly string[]): boolean {
	const others = words.filter((word) => !isParticle(word));
	return (
		others.length > 0 &&
		others.length <= 2 &&
		(others.at(-1) as string).length > 1 &&
		!isParticle(words.at(-1) as string)
	);
}

/** `P. Bakker`, `Jan de Vries`, `Bakker, P.`: tokens as written, and the same in plain letters. */
function readsAsName(tokens: readonly string[], words: readonly string[]): boolean {
	const [first = "", ...rest] = words;
	const [token = ""] = tokens;
	if (words.length > 6 || words.some((word) => !/^[a-z]+$/.test(word))) return false;
	if (rest.length === 0) return surnames.has(first) || givenNames.has(first);
	if (token.endsWith(","))
		return rest.every((word, at) => isInitials(tokens[at + 1] as string) || givenNames.has(word) || isParticle(word));
	if (isInitials(token) || first.length === 1) {
		const start = words.findIndex((word, at) => !isInitials(tokens[at] as string) && word.length > 1);
		return start > 0 && isSurname(words.slice(start));
	}
	if (givenNames.has(first) && isSurname(rest)) return true;
	// The surname first, as in Eastern Europe.
	if (rest.length === 1 && givenNames.has(rest[0] as string)) return true;
	const last = words.at(-1) as string;
	if (words.length > 4 || last.length < 3) return false;
	return surnames.has(last) || surnameEndings.test(last) || rest.slice(0, -1).some((word) => dutchParticles.has(word));
}

/** What the name of an organisation says of it: a natural person, a firm or an institution, or neither for sure. */
export type OperatorKind = "person" | "firm" | "unclear";

/**
 * Reads an organisation's name. A person: a person's name with no legal form (`Jan de Vries`, `P. Bakker`, `Bakker, P.`, `Fam.
 * Smit`), a sole trader (`t.h.o.d.n.`, `e.K.`, `eenmanszaak`), or what registries write where they removed a name. A firm: a legal
 * form (`B.V.`, `Stichting`, `GmbH`) or a word of a business. `unclear` for all else, and for an empty name.
 */
export function judgeOperatorName(name: string): OperatorKind {
	if (name.length > 200) return "unclear";
	const sole = soleTrader.exec(name);
	const written = sole === null ? name : name.slice(0, sole.index);
	// A registered network name: `JAN-DE-VRIES`.
	const spaced = /\s/.test(written.trim()) ? written : written.replace(/[-_]/g, " ");
	const tokens = spaced
		.replace(/\([^)]*\)/g, " ")
		.replace(/,(?=\S)/g, ", ")
		.split(/\s+/)
		.filter((token) => /\p{L}/u.test(token));
	const words = tokens.map((token) => plainWords(token).replace(/[^a-z0-9]/g, ""));
	if (hasLegalForm(words)) return "firm";
	if (sole !== null || ownName.test(name)) return "person";
	if (words.some((word) => businessWords.test(word) || wholeBusinessWords.has(word))) return "firm";
	if (words.length === 0) return "unclear";
	const [first, last] = [words[0] as string, words.at(-1) as string];
	if (
		words.length > 1 &&
		(entrepreneurs.has(first) || entrepreneurs.has(last) || words.some((word) => patronymic.test(word)))
	)
		return "person";
	return words.some((word, at) => at < words.length - 1 && titles.has(word)) || readsAsName(tokens, words)
		? "person"
		: "unclear";
}

/** How Belgians sign in to their government. */
const belgianLogin = /\bcsam\.be\b/g;
/** Those who fight it, and texts about that: not what is meant here. */
const harmless =
	/\bmeldpunt kinderporno\b|\b(?:anti|tegen|against|bestrijding van|combating|fighting) (?:kinderporno(?:grafie)?|child porn(?:ography)?|csam)\b/g;

const child = "(?:kinderen|kind|minderjarigen?|peuters?|kleuters?|children|child|minors?|toddlers?)";
const picture =
	"(?:beelden|beeldmateriaal|materiaal|afbeeldingen|foto s|fotos|video s|filmpjes|images|imagery|pictures|photos|videos|material)";

const clear: readonly RegExp[] = [
	/\bkinder ?porn/,
	/\bchild ?porn/,
	/\bp(?:a)?edo ?porn/,
	/\b(?:preteen|underage) porn/,
	/\bcsam\b/,
	new RegExp(`\\bkindermisbruik ?${picture}`),
	new RegExp(`\\b${picture} (?:van|of|with|met) (?:seksueel |sexual )?(?:kindermisbruik|child (?:sexual )?abuse)\\b`),
	new RegExp(`\\bchild (?:sexual |sex )?(?:abuse|exploitation) ${picture}`),
	new RegExp(`\\b(?:seksuele|naakte?|sexual|nude|naked) ?${picture} (?:van|of|with|met) ${child}\\b`),
	/\bnaakt ?foto s (?:van|met) (?:kinderen|minderjarigen)\b/,
];

/**
 * True when a text clearly says that it is about child abuse material, in Dutch or English: whoever typed it is sent on before anything is
 * kept. A short list on purpose, of the words that such material goes by; one that only names children or abuse is not meant. It
 * does not look at what is at an address, and is no filter against who wants to get round it.
 */
export function namesChildAbuse(text: string): boolean {
	const words = text
		.normalize("NFKC")
		.toLowerCase()
		.replace(belgianLogin, " ")
		.replace(/[^\p{L}\p{N}]+/gu, " ")
		.replace(harmless, " ");
	return clear.some((pattern) => pattern.test(words));
}

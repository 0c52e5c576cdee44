import { judgeOperatorName } from "./judge-operator-name.ts";
import { plainWords } from "./plain-words.ts";
import { isWholeName, readLocalPart } from "./read-local-part.ts";

/** Why a mailbox may be that of a private person. */
export type PrivateReason = "consumer-mail-domain" | "names-a-person" | "names-no-role" | "natural-person";

/** What is known beside the mailbox. */
export interface PrivateFacts {
	/** Display name of who runs the network; empty when it is not known. */
	readonly operator: string;
	/** Domains where people have their own mailbox, in lower case; a domain inside one of them counts too. */
	readonly consumerDomains: ReadonlySet<string>;
}

/** Names that mail hosts keep for themselves on each of their domains (RFC 2142), and those of their response teams. */
const reserved = new Set(["abuse", "noc", "security", "postmaster", "hostmaster", "cert", "csirt"]);

function isConsumerDomain(domain: string, domains: ReadonlySet<string>): boolean {
	const labels = domain.split(".");
	return labels.some((_, at) => domains.has(labels.slice(at).join(".")));
}

/** Whether the operator bears the domain's name: `Solcon Internetdiensten B.V.` and `solcon.nl`. */
function isOwnDomain(domain: string, operator: string): boolean {
	const spaced = (text: string) =>
		` ${text
			.toLowerCase()
			.replace(/[^a-z0-9]+/g, " ")
			.trim()} `;
	return spaced(operator).includes(spaced(domain.split(".").at(-2) as string));
}

/**
 * Whether a mailbox is a natural person's own, role or not. A registered network name (`JAN-JANSEN`) names who uses the network,
 * whose mailbox is often the provider's: there the domain must bear one of the names too. Where the name of the operator says
 * nothing for sure, a domain can: `jandevries.nl`, `familiejansen.nl`, `jan.jansen.name`, `bdurmaz.nl` of `Batuk Durmaz`.
 */
function isPersonsOwn(domain: string, operator: string): boolean {
	const kind = judgeOperatorName(operator);
	if (kind === "firm") return false;
	const labels = domain.split(".");
	const words = plainWords(operator).split(/[^a-z0-9]+/) as [string, ...string[]];
	const bears = (word: string) => word.length > 3 && labels.some((label) => label.includes(word));
	if (kind === "person") return !/^[A-Z0-9._-]+$/.test(operator) || words.some(bears);
	if (labels.at(-1) === "name" || labels.some((label) => isWholeName(label) || /^(?:familie|fam-)/.test(label)))
		return true;
	const last = words.at(-1) as string;
	return /\s/.test(operator) && last.length > 3 && labels.includes(`${words[0].charAt(0)}${last}`);
}

/**
 * Why a mailbox looks like that of a private person, or null when it is a role's or an organisation's. In this order:
 * on a consumer mail domain only reserved names pass (`abuse@ziggo.nl`), and roles of the provider itself; elsewhere the
 * local part must name a role or the organisation, and no person; and the organisation must be no natural person (`Jan de
 * Vries <abuse@jandevries.nl>`). What is not understood is held too: a volunteer decides, so that no private person is
 * mailed. `mailbox` is an addr-spec.
 */
export function isPrivateLooking(mailbox: string, { operator, consumerDomains }: PrivateFacts): PrivateReason | null {
	const at = mailbox.lastIndexOf("@");
	const local = mailbox.slice(0, at).toLowerCase();
	const domain = mailbox.slice(at + 1).toLowerCase();
	if (isConsumerDomain(domain, consumerDomains)) {
		if (reserved.has(local)) return null;
		const own = isOwnDomain(domain, operator) && readLocalPart(local, { domain, operator: "" }) === "role";
		return own ? null : "consumer-mail-domain";
	}
	const reading = readLocalPart(local, { domain, operator });
	if (reading === "person") return "names-a-person";
	if (reading === "unknown") return "names-no-role";
	return isPersonsOwn(domain, operator) ? "natural-person" : null;
}

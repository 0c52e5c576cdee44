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

/** Whether the domain is that of a person by its name: `jandevries.nl`, or `durmaz.nl` of `Batuk Durmaz` (a firm's begins with its first word). */
function isPersonsDomain(domain: string, operator: string): boolean {
	const labels = domain.split(".");
	if (labels.some(isWholeName)) return true;
	const words = plainWords(operator).split(/[^a-z0-9]+/) as [string, ...string[]];
	const last = words.at(-1) as string;
	const bearsLast = labels.includes(last) || labels.includes(`${words[0].charAt(0)}${last}`);
	return words.length > 1 && words.length < 4 && last.length > 3 && bearsLast;
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
		const own = isOwnDomain(domain, operator) && readLocalPart(local, { domain, operator, kind: "unclear" }) === "role";
		return own ? null : "consumer-mail-domain";
	}
	const kind = judgeOperatorName(operator);
	const reading = readLocalPart(local, { domain, operator, kind });
	if (reading === "person") return "names-a-person";
	if (reading === "unknown") return "names-no-role";
	const personal = kind === "person" || (kind === "unclear" && isPersonsDomain(domain, operator));
	return personal ? "natural-person" : null;
}

import { bad, type Finding, good } from "../setup/finding.ts";
import { listed, unanswered } from "./finding-parts.ts";
import type { MailDns } from "./mail-dns.ts";
import type { DeliverabilityWords } from "./words.ts";

/** Whether answers and bounces to a domain arrive (RFC 5321 section 5.1, RFC 7505). `host` is offered where a mail server has to be named. */
export async function examineMx(
	{ domain, host }: { readonly domain: string; readonly host: string },
	dns: MailDns,
	words: DeliverabilityWords,
): Promise<readonly Finding[]> {
	const servers = await dns.mx(domain);
	if (servers === null) return [unanswered("mx", domain, words)];
	const publish = [{ name: domain, type: "MX", value: `10 ${host}.` }] as const;
	if (servers.length === 0) {
		const reached = await hasAddress(domain, dns);
		if (reached === null) return [unanswered("mx", domain, words)];
		if (reached) return [good(words.mxImplicit({ domain }), words.publishMx)];
		return [bad(words.mxMissing({ domain }), words.publishMx, publish)];
	}
	if (servers.every((server) => server === "")) return [bad(words.mxNull({ domain }), words.publishMx, publish)];
	const reached = await Promise.all(servers.map((server) => hasAddress(server, dns)));
	const dangling = servers.filter((_, at) => reached[at] === false);
	const findings = dangling.map((server) => bad(words.mxDangling({ domain, server }), words.fixMx));
	if (reached.includes(null)) findings.push(unanswered("mx", domain, words));
	return findings.length > 0 ? findings : [good(words.mxGood({ domain, servers: listed(servers, words) }))];
}

/** Null when DNS could not tell. */
async function hasAddress(name: string, dns: MailDns): Promise<boolean | null> {
	const [four, six] = await Promise.all([dns.addresses(name, 4), dns.addresses(name, 6)]);
	if ((four?.length ?? 0) + (six?.length ?? 0) > 0) return true;
	return four === null || six === null ? null : false;
}

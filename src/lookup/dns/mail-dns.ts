import { Resolver } from "node:dns/promises";
import { reverseName } from "../../core/deliverability/expand-macros.ts";
import type { Answer, MailDns } from "../../core/deliverability/mail-dns.ts";
import { parseAddress } from "../../core/report/parse-address.ts";

export interface MailDnsOptions {
	/** Per attempt, in milliseconds. */
	readonly timeoutMs: number;
	readonly attempts: number;
	/** Name servers, as `address` or `address:port`; null = those of this machine. */
	readonly servers: readonly string[] | null;
	/** Ends all questions; what is asked after it stays unanswered. */
	readonly signal: AbortSignal;
}

/** There is no such name; it has no such record; it can't be a name, so there is none. */
const noRecord = new Set(["ENOTFOUND", "ENODATA", "EBADNAME"]);

/** Asks name servers alone; each question once. Answers are not kept for longer than the object. */
export function openMailDns({ timeoutMs, attempts, servers, signal }: MailDnsOptions): MailDns {
	const resolver = new Resolver({ timeout: timeoutMs, tries: attempts });
	if (servers !== null) resolver.setServers(servers);
	signal.addEventListener("abort", () => resolver.cancel(), { once: true });
	const known = new Map<string, Promise<Answer<unknown>>>();
	/** The key is the question, so one key always has one kind of answer. */
	const once = <T>(key: string, ask: () => Promise<readonly T[]>): Promise<Answer<T>> => {
		const kept = known.get(key) as Promise<Answer<T>> | undefined;
		if (kept !== undefined) return kept;
		const asked = signal.aborted ? Promise.resolve(null) : answerOf(ask);
		known.set(key, asked);
		return asked;
	};
	return {
		txt: (name) =>
			once(`TXT ${name}`, async () => (await resolver.resolveTxt(name)).map((strings) => strings.join(""))),
		addresses: (name, version) =>
			once(`${version} ${name}`, async () => {
				const found = await (version === 4 ? resolver.resolve4(name) : resolver.resolve6(name));
				return found.map(parseAddress).flatMap((parsed) => (parsed.ok ? [parsed.range] : []));
			}),
		mx: (name) =>
			once(`MX ${name}`, async () => {
				const found = await resolver.resolveMx(name);
				return found.sort((one, other) => one.priority - other.priority).map(({ exchange }) => plain(exchange));
			}),
		// Not `reverse`: that looks into the hosts file, and says of a server that is silent that there is no name.
		ptr: (address) => {
			const name = reverseName(address);
			return once(`PTR ${name}`, async () => (await resolver.resolvePtr(name)).map(plain));
		},
	};
}

function plain(name: string): string {
	return name.toLowerCase().replace(/\.$/, "");
}

async function answerOf<T>(ask: () => Promise<readonly T[]>): Promise<Answer<T>> {
	try {
		return await ask();
	} catch (error) {
		return error instanceof Error && "code" in error && noRecord.has(String(error.code)) ? [] : null;
	}
}

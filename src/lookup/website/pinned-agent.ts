import type { LookupAddress, LookupOptions } from "node:dns";
import type { ConnectionOptions } from "node:tls";
import { Agent, buildConnector } from "undici";
import { renderAddress } from "../../core/report/range.ts";
import type { AddressRange } from "../../core/report/target.ts";
import type { SiteOptions } from "./site-options.ts";

/** For each address but the last; Node's own 250 ms are short for the other side of the world. */
const attemptMs = 1_000;

type Done = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** Node's `lookup` that knows these addresses only, whatever is asked. */
function lookupOf(addresses: readonly AddressRange[]) {
	const known = addresses.map(({ version, first }) => ({ address: renderAddress(version, first), family: version }));
	return (_host: string, options: LookupOptions, done: Done): void => {
		const fitting = known.filter(({ family }) => !options.family || family === options.family);
		const [one] = fitting;
		if (one === undefined) done(new Error("no checked address of this version"), []);
		else if (options.all === true) done(null, fitting);
		else done(null, one.address, one.family);
	};
}

/**
 * Connects to these addresses, at least one, and no others: the name is not looked up again, so that name servers that
 * answer something else the second time lead nowhere. The certificate has to be of the name. One connection; a proxy or a
 * laxer TLS that the environment asks for does not count.
 */
export function pinnedAgent(addresses: readonly AddressRange[], options: SiteOptions): Agent {
	const tls: ConnectionOptions & {
		readonly lookup: ReturnType<typeof lookupOf>;
		readonly autoSelectFamilyAttemptTimeout: number;
	} = {
		autoSelectFamilyAttemptTimeout: attemptMs,
		lookup: lookupOf(addresses),
		rejectUnauthorized: true,
		...(options.authorities === null ? {} : { ca: options.authorities }),
	};
	const connect = buildConnector({ ...tls, timeout: options.connectMs, maxCachedSessions: 0, allowH2: false });
	return new Agent({
		connect: (target, done) => connect({ ...target, port: String(options.portOf(target.hostname)) }, done),
		connections: 1,
		pipelining: 1,
		maxHeaderSize: options.maxHeaderBytes,
		headersTimeout: options.deadlineMs,
		bodyTimeout: options.deadlineMs,
	});
}

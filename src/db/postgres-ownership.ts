import { createHash } from "node:crypto";
import pg from "pg";
import type { Log } from "../ports/log.ts";
import type { Ownership } from "../ports/ownership.ts";

/** How often the line is tried, and how long an answer may take before it counts as broken. */
const defaultCheckMs = 5_000;

/**
 * Ownership as a session's advisory lock (PostgreSQL manual, 13.3.5), on a connection of its own: when the process dies, the server lets
 * go of it at once, and nobody has to wait for a lease to end.
 */
export function createPostgresOwnership(url: string, log: Log, checkMs = defaultCheckMs): Ownership {
	return {
		async take(name) {
			const client = new pg.Client({
				connectionString: url,
				keepAlive: true,
				connectionTimeoutMillis: checkMs,
				query_timeout: checkMs,
			});
			const lost = new AbortController();
			const lose = (): void => {
				if (lost.signal.aborted) return;
				log.warn("ownership.lost", { name });
				lost.abort(new Error(`the ownership of ${name} was lost`));
			};
			let held = false;
			client.on("error", () => held && lose());
			client.on("end", () => held && lose());
			try {
				await client.connect();
				const { rows } = await client.query("select pg_try_advisory_lock($1::bigint) as taken", [lockNumber(name)]);
				held = rows[0]?.taken === true;
			} catch (fault) {
				await client.end().catch(() => {});
				throw fault;
			}
			if (!held) {
				await client.end();
				return null;
			}
			const timer = setInterval(() => void client.query("select 1").catch(lose), checkMs);
			return {
				lost: lost.signal,
				async release() {
					held = false;
					clearInterval(timer);
					await client.end().catch(() => {});
				},
			};
		},
	};
}

/** A signed 64-bit number from the name, in this product's own part of the advisory locks. */
function lockNumber(name: string): string {
	return createHash("sha256").update(`meldkamer:${name}`).digest().readBigInt64BE(0).toString();
}

/** The embedded database has one process: what it asks for, it has. */
export const soleOwnership: Ownership = {
	take: async () => ({ lost: new AbortController().signal, release: async () => {} }),
};

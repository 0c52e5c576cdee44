import { randomUUID } from "node:crypto";
import type { Leases } from "../ports/jobs.ts";
import type { Log } from "../ports/log.ts";
import type { Sql } from "./sql.ts";

export interface LeaseOptions {
	readonly log: Log;
	/** How long a dead holder's lease stands; renewed at a third of it. */
	readonly leaseMs?: number;
}

/**
 * Leases as rows with an owner and an end, by the database's clock. A holder that cannot renew before the end has its
 * signal aborted, because somebody else may hold the lease by then.
 */
export function createLeases(sql: Sql, { log, leaseMs = 30_000 }: LeaseOptions): Leases {
	return {
		async hold(name, work) {
			const owner = randomUUID();
			const [taken] = await sql.query(
				`insert into leases (name, owner, until) values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
				on conflict (name) do update set owner = excluded.owner, until = excluded.until
				where leases.until < clock_timestamp() returning name`,
				[name, owner, leaseMs],
			);
			if (taken === undefined) return "busy";
			const renewal = keepRenewing(sql, { name, owner, leaseMs, log });
			try {
				return await work(renewal.signal);
			} finally {
				await renewal.stop();
				await sql
					.query("delete from leases where name = $1 and owner = $2", [name, owner])
					.catch((fault: unknown) => log.warn("lease.not-released", { lease: name, cause: String(fault) }));
			}
		},
	};
}

interface Held {
	readonly name: string;
	readonly owner: string;
	readonly leaseMs: number;
	readonly log: Log;
}

function keepRenewing(sql: Sql, { name, owner, leaseMs, log }: Held) {
	const lost = new AbortController();
	let renewedAt = performance.now();
	let running: Promise<void> = Promise.resolve();
	const lose = (): void => {
		if (lost.signal.aborted) return;
		log.warn("lease.lost", { lease: name });
		lost.abort(new Error(`the lease ${name} was lost`));
	};
	const renew = async (): Promise<void> => {
		const askedAt = performance.now();
		try {
			const [row] = await sql.query(
				`update leases set until = clock_timestamp() + $3 * interval '1 millisecond'
				where name = $1 and owner = $2 and until > clock_timestamp() returning name`,
				[name, owner, leaseMs],
			);
			if (row === undefined) lose();
			else renewedAt = askedAt;
		} catch (fault) {
			log.warn("lease.not-renewed", { lease: name, cause: String(fault) });
		}
	};
	const timer = setInterval(() => {
		if (performance.now() - renewedAt > leaseMs) lose();
		running = running.then(renew);
	}, leaseMs / 3);
	return {
		signal: lost.signal,
		stop: async (): Promise<void> => {
			clearInterval(timer);
			await running;
		},
	};
}

import { randomUUID } from "node:crypto";
import type { MailingStop } from "../core/mailing-stop.ts";
import type { MailingStops } from "../ports/mailing-stops.ts";
import { cleanText } from "./clean-text.ts";
import type { Sql, SqlRow } from "./sql.ts";

const standing = `select id::text, stopped_at, stopped_by, reason from mailing_stops where lifted_at is null
	order by stopped_at, id limit 1`;

/** Mailing stops, in the table `mailing_stops`, which is kept: who stopped and lifted, when and why. */
export function createMailingStops(sql: Sql): MailingStops {
	const find = async (): Promise<MailingStop | null> => {
		const [row] = await sql.query(standing, []);
		return row === undefined ? null : toStop(row);
	};
	return {
		standing: find,

		async stop({ stoppedAt, stoppedBy, reason }) {
			// Two at once make two rows that both stand: that is no harm, and lifting lifts both.
			const before = await find();
			if (before !== null) return { ...before, isNew: false };
			const stop = { id: randomUUID(), stoppedAt, stoppedBy: cleanText(stoppedBy), reason: cleanText(reason) };
			await sql.query(
				"insert into mailing_stops (id, stopped_at, stopped_by, reason) values ($1::uuid, $2::timestamptz, $3, $4)",
				[stop.id, stop.stoppedAt, stop.stoppedBy, stop.reason],
			);
			return { ...stop, isNew: true };
		},

		async lift(by, at) {
			const before = await find();
			const lifted = await sql.query(
				"update mailing_stops set lifted_at = $1::timestamptz, lifted_by = $2 where lifted_at is null returning 1",
				[at, cleanText(by)],
			);
			return lifted.length === 0 ? null : before;
		},
	};
}

function toStop({ id, stopped_at: stoppedAt, stopped_by: stoppedBy, reason }: SqlRow): MailingStop {
	return {
		...{ id: String(id), stoppedBy: String(stoppedBy), reason: String(reason) },
		stoppedAt: stoppedAt instanceof Date ? stoppedAt.toISOString() : String(stoppedAt),
	};
}

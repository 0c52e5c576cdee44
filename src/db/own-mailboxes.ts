import type { OwnMailbox, OwnMailboxes } from "../ports/own-mailboxes.ts";
import type { Sql, SqlRow } from "./sql.ts";

const own = "platform = $1 and person_id = $2";

/** People's own mailboxes, in the table `own_mailboxes`; an empty mailbox is one that was forgotten. */
export function createOwnMailboxes(sql: Sql): OwnMailboxes {
	return {
		async get({ platform, personId }) {
			const [row] = await sql.query(`select mailbox, verified_at from own_mailboxes where ${own} and mailbox <> ''`, [
				platform,
				personId,
			]);
			return row === undefined ? null : toOwnMailbox(row);
		},

		async put({ platform, personId }, { mailbox, codeHash, sentAt }, notAfter) {
			const rows = await sql.query(
				`insert into own_mailboxes as o (platform, person_id, mailbox, code_hash, code_sent_at, tries, verified_at)
				values ($1, $2, $3, $4, $5::timestamptz, 0, null)
				on conflict (platform, person_id) do update set mailbox = excluded.mailbox, code_hash = excluded.code_hash,
					code_sent_at = excluded.code_sent_at, tries = 0, verified_at = null
					where o.code_sent_at is null or o.code_sent_at <= $6::timestamptz
				returning 1`,
				[platform, personId, mailbox, codeHash, sentAt, notAfter],
			);
			return rows.length > 0;
		},

		async takeTry({ platform, personId }, { sentAfter, tries }) {
			const [row] = await sql.query(
				`update own_mailboxes set tries = tries + 1
				where ${own} and code_hash is not null and code_sent_at > $3::timestamptz and tries < $4
				returning code_hash`,
				[platform, personId, sentAfter, tries],
			);
			return row === undefined ? null : String(row.code_hash);
		},

		async verify({ platform, personId }, codeHash, at) {
			const [row] = await sql.query(
				`update own_mailboxes set code_hash = null, verified_at = $4::timestamptz
				where ${own} and code_hash = $3 returning mailbox, verified_at`,
				[platform, personId, codeHash, at],
			);
			return row === undefined ? null : toOwnMailbox(row);
		},

		async forget({ platform, personId }, at) {
			const rows = await sql.query(
				`update own_mailboxes set mailbox = '', code_hash = null, verified_at = null where ${own} and mailbox <> ''
				returning 1`,
				[platform, personId],
			);
			await sql.query(
				"delete from own_mailboxes where mailbox = '' and code_sent_at < $1::timestamptz - interval '1 day'",
				[at],
			);
			return rows.length > 0;
		},
	};
}

function toOwnMailbox({ mailbox, verified_at: verifiedAt }: SqlRow): OwnMailbox {
	return { mailbox: String(mailbox), verifiedAt: verifiedAt instanceof Date ? verifiedAt.toISOString() : null };
}

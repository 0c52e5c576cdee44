import type { Finding, Problem } from "../core/report/finding.ts";
import type { ProblemReason } from "../core/report/problem.ts";
import type { Target } from "../core/report/target.ts";
import type { FindingStore, GroupRecord } from "../ports/finding-store.ts";
import { purgeAddresses } from "./case-projections.ts";
import { cleanJson, cleanText } from "./clean-text.ts";
import { toHex, toRange } from "./range-hex.ts";
import type { Sql, SqlRow } from "./sql.ts";

/**
 * Findings by the thousand, in raw `unnest` batches: many times faster than Prisma's `createMany`.
 * NUL characters in a report are dropped here, because PostgreSQL's text cannot hold them.
 */
export function createFindingStore(sql: Sql): FindingStore {
	return {
		...writing(sql),
		...reading(sql),
		async saveGroups(caseNumber, groups) {
			await sql.transaction(async (tx) => {
				await tx.query("delete from groups where case_number = $1", [caseNumber]);
				await tx.query(insertGroups, [caseNumber, JSON.stringify(cleanJson(groups))]);
			});
		},
		async group(caseNumber, group) {
			const [row] = await sql.query("select * from groups where case_number = $1 and id = $2", [caseNumber, group]);
			return row === undefined ? null : toGroup(row);
		},
		async groupsWithFindings(caseNumber, groups, round) {
			const rows = await sql.query("select * from groups where case_number = $1 and id = any($2::int[])", [
				caseNumber,
				groups,
			]);
			const found = await sql.query(
				`select f.group_id, ${columns} from findings f where case_number = $1 and group_id = any($2::int[])
					${round === 1 ? "" : dueIn} order by id`,
				round === 1 ? [caseNumber, groups] : [caseNumber, groups, round],
			);
			const findings = new Map<number, Finding[]>(groups.map((group) => [group, []]));
			for (const row of found) findings.get(Number(row.group_id))?.push(toFinding(row));
			return rows.map(toGroup).map((group) => ({ group, findings: findings.get(group.id) ?? [] }));
		},
		async purge(caseNumber) {
			await sql.transaction((tx) => purgeAddresses(tx, caseNumber));
		},
	};
}

type Writing = Pick<
	FindingStore,
	| "clear"
	| "clearDue"
	| "addFindings"
	| "mergeFindings"
	| "addProblems"
	| "takeStatistics"
	| "assign"
	| "markDue"
	| "problems"
>;

function writing(sql: Sql): Writing {
	return {
		async clear(caseNumber) {
			await sql.transaction(async (tx) => {
				await tx.query("delete from findings where case_number = $1", [caseNumber]);
				await tx.query("delete from due_findings where case_number = $1", [caseNumber]);
				await tx.query("delete from problems where case_number = $1", [caseNumber]);
			});
		},
		async clearDue(caseNumber, round) {
			await sql.query("delete from due_findings where case_number = $1 and round >= $2", [caseNumber, round]);
		},
		async addFindings(caseNumber, batch) {
			for (const rows of slices(batch, sql)) await sql.query(insertFindings, [caseNumber, ...toColumns(rows)]);
		},
		async mergeFindings(caseNumber, batch) {
			for (const rows of slices(batch, sql)) {
				await sql.query(
					`update findings f set count = m.count, last_seen = m.last_seen
					from unnest($2::int[], $3::int[], $4::timestamptz[]) as m (id, count, last_seen)
					where f.case_number = $1 and f.id = m.id`,
					[caseNumber, rows.map((row) => row.id), rows.map((row) => row.count), rows.map((row) => row.lastSeen)],
				);
			}
		},
		async addProblems(caseNumber, batch) {
			for (const rows of slices(batch, sql)) {
				await sql.query(
					`insert into problems (case_number, reason, line, "column", text)
					select $1, p.* from unnest($2::text[], $3::int[], $4::text[], $5::text[]) as p`,
					[
						caseNumber,
						rows.map((problem) => problem.reason),
						rows.map((problem) => problem.line),
						rows.map((problem) => (problem.column === null ? null : cleanText(problem.column))),
						rows.map((problem) => cleanText(problem.text)),
					],
				);
			}
		},
		async problems(caseNumber, limit) {
			const rows = await sql.query(
				`select reason, line, "column", text from problems where case_number = $1 order by line, id limit $2`,
				[caseNumber, limit],
			);
			return rows.map(
				(row): Problem => ({
					reason: row.reason as ProblemReason,
					line: Number(row.line),
					column: row.column as string | null,
					text: String(row.text),
				}),
			);
		},
		async takeStatistics() {
			await sql.transaction(async (tx) => {
				// A sample of 3,000 rows instead of 30,000: embedded, it holds up everything else in the process.
				await tx.query("set local default_statistics_target = 10", []);
				await tx.query("analyze findings", []);
			});
		},
		async assign(caseNumber, batch) {
			for (const rows of slices(batch, sql)) {
				await sql.query(
					`update findings f set group_id = a.group_id from unnest($2::int[], $3::int[]) as a (id, group_id)
					where f.case_number = $1 and f.id = a.id`,
					[caseNumber, rows.map((row) => row.finding), rows.map((row) => row.group)],
				);
			}
		},
		async markDue(caseNumber, round, targets) {
			if (targets.length === 0) return 0;
			const [row] = await sql.query(
				`with named as (select distinct text from unnest($3::text[]) as t (text)),
				found as (
					select f.id, f.target_text from named join findings f on f.target_text = named.text
					where f.case_number = $1
				),
				marked as (insert into due_findings select $1, $2::int, id from found on conflict do nothing)
				select count(distinct target_text) as targets from found`,
				[caseNumber, round, targets.map(cleanText)],
			);
			return Number(row?.targets ?? 0);
		},
	};
}

/** A batch in parts that one statement may write. */
function* slices<T>(batch: readonly T[], { rowsAtOnce }: Sql): Generator<readonly T[]> {
	for (let start = 0; start < batch.length; start += rowsAtOnce) yield batch.slice(start, start + rowsAtOnce);
}

type Reading = Pick<FindingStore, "problemPlaces" | "findings" | "findingsOfGroup" | "countDue" | "countByGroup">;

function reading(sql: Sql): Reading {
	const countByGroup: FindingStore["countByGroup"] = async (caseNumber) =>
		toCounts(
			await sql.query(
				`select group_id, count(*) as findings from findings
				where case_number = $1 and group_id is not null group by group_id`,
				[caseNumber],
			),
		);
	return {
		async *problemPlaces(caseNumber, batchSize) {
			for (let after: readonly unknown[] = [0, 0]; ; ) {
				const rows = await sql.query(
					`select id, reason, line, "column" from problems where case_number = $1 and (line, id) > ($2::int, $3::bigint)
					order by line, id limit $4`,
					[caseNumber, ...after, batchSize],
				);
				const last = rows.at(-1);
				if (last === undefined) return;
				yield rows.map((row) => ({
					reason: row.reason as ProblemReason,
					line: Number(row.line),
					column: row.column as string | null,
				}));
				after = [last.line, String(last.id)];
			}
		},
		async *findings(caseNumber, batchSize) {
			for (let after = 0; ; ) {
				const rows = await sql.query(
					`select ${columns} from findings f where case_number = $1 and id > $2 order by id limit $3`,
					[caseNumber, after, batchSize],
				);
				const batch = rows.map(toFinding);
				const last = batch.at(-1);
				if (last === undefined) return;
				yield batch;
				after = last.id;
			}
		},
		async findingsOfGroup(caseNumber, group, round) {
			const due = round === 1 ? "" : dueIn;
			const rows = await sql.query(
				`select ${columns} from findings f where case_number = $1 and group_id = $2 ${due} order by id`,
				round === 1 ? [caseNumber, group] : [caseNumber, group, round],
			);
			return rows.map(toFinding);
		},
		countByGroup,
		async countDue(caseNumber, round) {
			if (round === 1) return countByGroup(caseNumber);
			return toCounts(
				await sql.query(
					`select f.group_id, count(*) as findings from due_findings d
					join findings f on f.case_number = d.case_number and f.id = d.finding
					where d.case_number = $1 and d.round = $2 and f.group_id is not null group by f.group_id`,
					[caseNumber, round],
				),
			);
		},
	};
}

/** Round 1 is about all findings; a later one, $3, about those that its list named. */
const dueIn = `and exists (select from due_findings d
	where d.case_number = f.case_number and d.round = $3 and d.finding = f.id)`;

function toGroup(row: SqlRow): GroupRecord {
	return {
		id: Number(row.id),
		operatorKey: String(row.operator_key),
		operator: String(row.operator),
		mailboxes: row.mailboxes as string[],
		country: row.country as string | null,
		asn: row.asn === null ? null : Number(row.asn),
		source: row.source as string | null,
		path: row.path as string[],
		offers: row.offers as GroupRecord["offers"],
	};
}

const columns =
	"id, kind, target_text, range_first, range_last, host, port, protocol, first_seen, last_seen, details, line, count";

const insertFindings = `
	insert into findings (case_number, ${columns})
	select $1, id, kind, target_text, range_first, range_last, host, port, protocol, first_seen, last_seen, details::json,
		line, count
	from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::text[],
		$10::timestamptz[], $11::timestamptz[], $12::text[], $13::int[], $14::int[])
		as f (${columns})`;

const insertGroups = `
	insert into groups (case_number, id, operator_key, operator, mailboxes, country, asn, source, path, offers)
	select $1, id, "operatorKey", operator, mailboxes, country, asn, source, path, offers
	from jsonb_to_recordset($2::jsonb) as g (id int, "operatorKey" text, operator text, mailboxes text[], country text,
		asn bigint, source text, path text[], offers jsonb)`;

/** One array per column, in the order of `insertFindings`. */
function toColumns(batch: readonly Finding[]): unknown[][] {
	const ranges = batch.map(({ target }) => (target.kind === "host" ? null : target.range));
	return [
		batch.map((finding) => finding.id),
		batch.map((finding) => finding.target.kind),
		batch.map((finding) => cleanText(finding.target.text)),
		ranges.map((range) => range && toHex(range.version, range.first)),
		ranges.map((range) => (range === null || range.first === range.last ? null : toHex(range.version, range.last))),
		batch.map(({ target }) => ("host" in target ? cleanText(target.host) : null)),
		batch.map((finding) => finding.port),
		batch.map((finding) => (finding.protocol === null ? null : cleanText(finding.protocol))),
		batch.map((finding) => finding.firstSeen),
		batch.map((finding) => finding.lastSeen),
		batch.map((finding) => JSON.stringify(cleanJson(finding.details))),
		batch.map((finding) => finding.line),
		batch.map((finding) => finding.count),
	];
}

function toFinding(row: SqlRow): Finding {
	const details = typeof row.details === "string" ? JSON.parse(row.details) : row.details;
	return {
		id: Number(row.id),
		target: toTarget(row),
		port: row.port === null ? null : Number(row.port),
		protocol: row.protocol as string | null,
		firstSeen: row.first_seen instanceof Date ? row.first_seen.toISOString() : null,
		lastSeen: row.last_seen instanceof Date ? row.last_seen.toISOString() : null,
		details: details as Finding["details"],
		line: Number(row.line),
		count: Number(row.count),
	};
}

function toTarget(row: SqlRow): Target {
	const kind = row.kind as Target["kind"];
	const text = String(row.target_text);
	const range = row.range_first === null ? null : toRange(String(row.range_first), row.range_last as string | null);
	if (kind === "host") return { kind, text, host: String(row.host) };
	if (kind === "url") return { kind, text, host: String(row.host), range };
	if (range === null) throw new Error(`finding ${row.id} has no range`);
	return { kind, text, range };
}

function toCounts(rows: readonly SqlRow[]): Record<string, number> {
	return Object.fromEntries(rows.map((row) => [String(row.group_id), Number(row.findings)]));
}

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "../../src/db/open-database.ts";
import { openJobQueue } from "../../src/jobs/open-job-queue.ts";
import type { Job, JobQueue, JobType } from "../../src/ports/jobs.ts";
import { type ContractDatabase, contractDatabases } from "../support/contract-databases.ts";
import { appendAll, appendOf, caseOpened } from "../support/sample-case.ts";
import { silentLog } from "../support/test-database.ts";
import { waitUntil } from "../support/wait-until.ts";

type Handler = (job: Job, signal: AbortSignal) => Promise<void>;

const types: readonly JobType[] = [
	...(["PostSteps", "ReadReport", "RemindPoll", "ResolveContacts"] as const),
	...(["SendNotices", "DropUpload", "PurgeCase", "PostStatus"] as const),
	...(["UpdateRegistry", "PostRegistry"] as const),
];

/** The same handler for every type. */
function handlers(handle: Handler) {
	return Object.fromEntries(types.map((type) => [type, handle])) as unknown as Record<JobType, Handler>;
}

const steps = (caseNumber: string): Job => ({ type: "PostSteps", caseNumber });

describe.each(contractDatabases)("the job queue on $name", ({ make }) => {
	let contract: ContractDatabase;
	let database: Database;
	const open: JobQueue[] = [];
	let afterEnqueue = async (): Promise<void> => {};

	const queue = async (
		options: { alone?: boolean; pollMs?: number; errors?: unknown[]; registryFolder?: string } = {},
	): Promise<JobQueue> => {
		const { alone = false, pollMs = 200, errors = [], registryFolder = "here" } = options;
		const log = { ...silentLog, error: (event: string, fault: unknown) => errors.push([event, fault]) };
		const opened = await openJobQueue({ execute: database.sqlExecutor, log, alone, pollMs, registryFolder });
		open.push(opened);
		return opened;
	};
	const waiting = async (): Promise<number> =>
		Number((await database.sqlExecutor("select count(*) as n from pgboss.job where state < 'active'", []))[0]?.n);

	beforeAll(async () => {
		contract = await make();
		let current: JobQueue | undefined;
		database = await contract.open({
			enqueueIn: async (execute, jobs) => {
				await current?.enqueueIn(execute, jobs);
				await afterEnqueue();
			},
		});
		current = await queue();
	});
	beforeEach(async () => {
		for (const opened of open.splice(0)) await opened.stop(1_000);
		await database.sqlExecutor("delete from pgboss.job", []);
	});
	afterAll(async () => {
		for (const opened of open) await opened.stop(1_000);
		await database?.close();
		await contract?.drop();
	});

	test("runs what was enqueued, soon, whatever the poll", async () => {
		const jobs = await queue({ pollMs: 60_000 });
		const ran: Job[] = [];
		await jobs.start(handlers(async (job) => void ran.push(job)));
		const all: Job[] = [steps("A"), { type: "SendNotices", caseNumber: "A", at: null }, { type: "PostStatus" }];
		await jobs.enqueue(all);
		await waitUntil(() => ran.length === 3);
		for (const job of all) expect(ran).toContainEqual(job);
		await waitUntil(async () => (await waiting()) === 0);
	});

	test("stores jobs of one type and case that wait once; a delayed one stands in for no other", async () => {
		const jobs = await queue();
		const later = new Date(Date.now() + 3_600_000).toISOString();
		await jobs.enqueue([{ type: "SendNotices", caseNumber: "A", at: later }]);
		await jobs.enqueue([{ type: "SendNotices", caseNumber: "A", at: later }, steps("A"), steps("A"), steps("B")]);
		await jobs.enqueue([steps("A"), { type: "SendNotices", caseNumber: "A", at: null }]);
		expect(await waiting()).toBe(4);
		const ran: Job[] = [];
		await jobs.start(handlers(async (job) => void ran.push(job)));
		await waitUntil(() => ran.length === 3);
		expect(await waiting()).toBe(1);
		expect(ran).not.toContainEqual({ type: "SendNotices", caseNumber: "A", at: later });
	});

	test("takes a job for a case whose like is running, and runs it after", async () => {
		const jobs = await queue();
		let running = 0;
		let most = 0;
		let runs = 0;
		let letGo = (): void => {};
		const gate = new Promise<void>((resolve) => {
			letGo = resolve;
		});
		await jobs.start(
			handlers(async () => {
				most = Math.max(most, ++running);
				if (++runs === 1) await gate;
				running--;
			}),
		);
		await jobs.enqueue([steps("A")]);
		await waitUntil(() => runs === 1);
		await jobs.enqueue([steps("A")]);
		await waitUntil(async () => (await waiting()) === 0);
		letGo();
		await waitUntil(() => runs === 2);
		expect(most).toBe(1);
	});

	test("is stored with the events, and with them not stored", async () => {
		const jobs = await queue();
		const number = `JOB-2026-0001`;
		const append = appendOf(null, [caseOpened(number)], [{ type: "ReadReport", caseNumber: number }]);
		expect(await database.cases.append(append)).toBe("appended");
		expect(await waiting()).toBe(1);
		expect(await database.cases.append(append)).toBe("conflict");
		const failing = { ...append, caseNumber: "JOB-2026-0002" };
		await expect(database.cases.append(failing)).rejects.toThrow();
		expect(await waiting()).toBe(1);
		const ran: Job[] = [];
		await jobs.start(handlers(async (job) => void ran.push(job)));
		jobs.nudge(["ReadReport"]);
		await waitUntil(() => ran.length === 1);
		await appendAll(database.cases, number, [
			{ type: "ReadingStarted", at: caseOpened(number).at, by: "bot", round: 1 },
		]);
	});

	test("runs a failed job again, logs the fault, and keeps no word of it", async () => {
		const errors: unknown[] = [];
		const jobs = await queue({ errors });
		let runs = 0;
		await jobs.start(
			handlers(async () => {
				if (++runs === 1) throw new Error("secret words");
			}),
		);
		await jobs.enqueue([steps("A")]);
		await waitUntil(() => runs === 2, 15_000);
		expect(errors).toEqual([["job.failed", expect.objectContaining({ message: "secret words" })]]);
		const rows = await database.sqlExecutor("select output::text as output from pgboss.job", []);
		expect(JSON.stringify(rows)).not.toContain("secret");
	});

	test("gives running jobs the time to end, and gives back those that do not", async () => {
		const jobs = await queue();
		const aborted: string[] = [];
		let runs = 0;
		await jobs.start(
			handlers(async (_, signal) => {
				runs++;
				await new Promise((_resolve, reject) => {
					signal.addEventListener("abort", () => {
						aborted.push("aborted");
						reject(signal.reason);
					});
				});
			}),
		);
		await jobs.enqueue([steps("A")]);
		await waitUntil(() => runs === 1);
		await jobs.stop(5_000);
		expect(aborted).toEqual(["aborted"]);
		const [row] = await database.sqlExecutor("select state, retry_count from pgboss.job", []);
		expect(row).toEqual({ state: "retry", retry_count: 0 });
	});

	test("a job that a dead process left running blocks no new one, and runs again at once where that is sure", async () => {
		const dead = await queue();
		await dead.enqueue([steps("A")]);
		await database.sqlExecutor("update pgboss.job set state = 'active', started_on = now()", []);
		const jobs = await queue({ alone: true });
		await jobs.enqueue([steps("A")]);
		const ran: Job[] = [];
		await jobs.start(handlers(async (job) => void ran.push(job)));
		await waitUntil(() => ran.length === 2);
		await waitUntil(async () => (await waiting()) === 0);
	});

	test("runs a job later when asked, whatever its own time says", async () => {
		const jobs = await queue({ pollMs: 60_000 });
		const ran: number[] = [];
		await jobs.start(handlers(async () => void ran.push(performance.now())));
		const asked = performance.now();
		await jobs.enqueueLater({ type: "SendNotices", caseNumber: "A", at: "2026-01-01T00:00:00.000Z" }, 300);
		await waitUntil(() => ran.length === 1);
		expect((ran[0] ?? 0) - asked).toBeGreaterThanOrEqual(250);
	});

	test("brings an update to the processes of its folder alone, and one for everybody to each folder", async () => {
		const [here, there] = [await queue({ registryFolder: "here" }), await queue({ registryFolder: "there" })];
		const ran: string[] = [];
		const as = (name: string) =>
			handlers(async (job) => void ran.push(`${name} ${job.type === "UpdateRegistry" ? job.folder : "?"}`));
		await here.start(as("here"));
		await there.start(as("there"));
		await here.enqueue([{ type: "UpdateRegistry", folder: "there", asked: null }]);
		await waitUntil(() => ran.length === 1);
		expect(ran).toEqual(["there there"]);
		await here.enqueueUpdates("2026-11-25T08:00:00.000Z");
		await waitUntil(() => ran.length === 3);
		expect(ran.slice(1).sort()).toEqual(["here here", "there there"]);
	});

	test("has a schedule for each folder's updates, and none any more when it is taken away", async () => {
		const schedules = async () =>
			(await database.sqlExecutor("select name, cron from pgboss.schedule order by name", [])).map(
				({ name, cron }) => `${name} ${cron}`,
			);
		const [here, there] = [await queue({ registryFolder: "here" }), await queue({ registryFolder: "there" })];
		const job = (folder: string) => ({ type: "UpdateRegistry", folder, asked: null }) as const;
		await here.schedule(job("here"), "0 4 * * 0", "UTC");
		await there.schedule(job("there"), "0 5 * * 0", "UTC");
		expect(await schedules()).toEqual(["UpdateRegistry-here 0 4 * * 0", "UpdateRegistry-there 0 5 * * 0"]);
		await here.schedule(job("here"), null, "UTC");
		expect(await schedules()).toEqual(["UpdateRegistry-there 0 5 * * 0"]);
		await there.schedule(job("there"), null, "UTC");
	});

	test("keeps one schedule per type, in its time zone", async () => {
		const jobs = await queue();
		await jobs.schedule({ type: "PostStatus" }, "0 8 * * *", "UTC");
		await jobs.schedule({ type: "PostStatus" }, "0 9 * * 1-5", "Europe/Amsterdam");
		await expect(jobs.schedule({ type: "PostStatus" }, "not a cron", "UTC")).rejects.toThrow();
		const rows = await database.sqlExecutor("select name, cron, timezone from pgboss.schedule", []);
		expect(rows).toEqual([{ name: "PostStatus", cron: "0 9 * * 1-5", timezone: "Europe/Amsterdam" }]);
		// Fires within the minute of a cron that is always due.
		const ran: Job[] = [];
		await jobs.start(handlers(async (job) => void ran.push(job)));
		await jobs.schedule({ type: "PostStatus" }, "* * * * *", "UTC");
		await database.sqlExecutor("update pgboss.version set cron_on = null", []);
		const again = await queue();
		await again.start(handlers(async (job) => void ran.push(job)));
		await waitUntil(() => ran.length > 0, 20_000);
		expect(ran[0]).toEqual({ type: "PostStatus" });
		await database.sqlExecutor("delete from pgboss.schedule", []);
	});

	test("runs a job after the transaction that stored it, also when its like was waiting already", async () => {
		const jobs = await queue({ pollMs: 20 });
		await jobs.enqueue([steps("shared")]);
		const counted = async () =>
			Number((await database.sqlExecutor("select count(*) as n from cases where number like 'SLOW-%'", []))[0]?.n);
		let seen = -1;
		afterEnqueue = async () => {
			await jobs.start(
				handlers(async () => {
					seen = await counted();
				}),
			);
			// Time enough for the workers to take the waiting job, if they could.
			await waitForPolls();
		};
		try {
			await database.cases.append(appendOf(null, [caseOpened("SLOW-2026-0001")], [steps("shared")]));
		} finally {
			afterEnqueue = async () => {};
		}
		await waitUntil(() => seen === 1);
	});

	test("loses no job that is stored while its like is being taken", async () => {
		const jobs = await queue({ pollMs: 20 });
		let seen = 0;
		await jobs.start(
			handlers(async () => {
				const [row] = await database.sqlExecutor("select count(*) as n from cases where number like 'W_-2026-%'", []);
				seen = Number(row?.n);
			}),
		);
		const writer = async (name: string): Promise<void> => {
			for (let index = 0; index < 15; index++) {
				await database.cases.append(appendOf(null, [caseOpened(`${name}-2026-${index}`)], [steps("shared")]));
				jobs.nudge(["PostSteps"]);
			}
		};
		await Promise.all(["W1", "W2", "W3"].map(writer));
		await waitUntil(() => seen === 45);
	});
});

/** Several polls of a queue that looks every 20 ms. */
async function waitForPolls(): Promise<void> {
	const end = performance.now() + 200;
	await waitUntil(() => performance.now() > end);
}

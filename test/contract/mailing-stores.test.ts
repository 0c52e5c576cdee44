import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "../../src/db/open-database.ts";
import { readStandingStop } from "../../src/db/read-standing-stop.ts";
import { type ContractDatabase, contractDatabases } from "../support/contract-databases.ts";
import { at, sendingCase } from "../support/sample-case.ts";

describe.each(contractDatabases)("the stores round the mailing on $name", ({ make }) => {
	let contract: ContractDatabase;
	let database: Database;

	beforeAll(async () => {
		contract = await make();
		database = await contract.open();
	});
	afterAll(async () => {
		await database?.close();
		await contract?.drop();
	});

	describe("own mailboxes", () => {
		const owner = { platform: "local", personId: "local:anna" };
		const code = (mailbox: string, codeHash: string, minute: number) => ({ mailbox, codeHash, sentAt: at(minute) });
		const limits = (sentAfter: string) => ({ sentAfter, tries: 3 });
		beforeEach(() => database.sqlExecutor("delete from own_mailboxes", []));

		test("are verified by the code that was sent there, once", async () => {
			const { ownMailboxes } = database;
			expect(await ownMailboxes.get(owner)).toBeNull();
			expect(await ownMailboxes.put(owner, code("anna@own.example", "h1", 1), at(0))).toBe(true);
			expect(await ownMailboxes.get(owner)).toEqual({ mailbox: "anna@own.example", verifiedAt: null });
			expect(await ownMailboxes.get({ ...owner, platform: "slack" })).toBeNull();
			expect(await ownMailboxes.takeTry(owner, limits(at(0)))).toBe("h1");
			expect(await ownMailboxes.verify(owner, "h0", at(2))).toBeNull();
			const verified = { mailbox: "anna@own.example", verifiedAt: at(2) };
			expect(await ownMailboxes.verify(owner, "h1", at(2))).toEqual(verified);
			expect(await ownMailboxes.verify(owner, "h1", at(3))).toBeNull();
			expect(await ownMailboxes.get(owner)).toEqual(verified);
			expect(await ownMailboxes.takeTry(owner, limits(at(0)))).toBeNull();
		});

		test("that are changed need a new code, and one is not sent too soon, also when several ask at once", async () => {
			const { ownMailboxes } = database;
			await ownMailboxes.put(owner, code("anna@own.example", "h1", 1), at(0));
			await ownMailboxes.verify(owner, "h1", at(2));
			expect(await ownMailboxes.put(owner, code("else@own.example", "h2", 2), at(0))).toBe(false);
			expect(await ownMailboxes.get(owner)).toEqual({ mailbox: "anna@own.example", verifiedAt: at(2) });
			const asked = [1, 2, 3, 4].map((n) => ownMailboxes.put(owner, code(`else${n}@own.example`, `h${n}`, 3), at(2)));
			expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
			expect((await ownMailboxes.get(owner))?.verifiedAt).toBeNull();
		});

		test("give no more tries than they have, over all who ask, and none for an old code", async () => {
			const { ownMailboxes } = database;
			await ownMailboxes.put(owner, code("anna@own.example", "h1", 1), at(0));
			expect(await ownMailboxes.takeTry(owner, limits(at(1)))).toBeNull();
			const taken = await Promise.all([1, 2, 3, 4, 5, 6].map(() => ownMailboxes.takeTry(owner, limits(at(0)))));
			expect(taken.filter((hash) => hash === "h1")).toHaveLength(3);
			await ownMailboxes.put(owner, code("anna@own.example", "h2", 5), at(4));
			expect(await ownMailboxes.takeTry(owner, limits(at(0)))).toBe("h2");
		});

		test("are forgotten without making codes come faster", async () => {
			const { ownMailboxes } = database;
			expect(await ownMailboxes.forget(owner, at(1))).toBe(false);
			await ownMailboxes.put(owner, code("anna@own.example", "h1", 1), at(0));
			expect(await ownMailboxes.forget(owner, at(1))).toBe(true);
			expect(await ownMailboxes.get(owner)).toBeNull();
			expect(await ownMailboxes.takeTry(owner, limits(at(0)))).toBeNull();
			expect(await ownMailboxes.put(owner, code("anna@own.example", "h2", 1), at(0))).toBe(false);
			expect(await ownMailboxes.forget(owner, at(2 * 24 * 60))).toBe(false);
			expect(await database.sqlExecutor("select 1 from own_mailboxes", [])).toEqual([]);
		});
	});

	describe("mailing stops", () => {
		test("stop every claim at once, until they are lifted", async () => {
			const { mailingStops, notices, cases } = database;
			await sendingCase(cases, "STOP-2026-0001", [1, 2]);
			const claim = () =>
				notices.claim({
					...{ caseNumber: "STOP-2026-0001", claimedBy: "me", at: at(5) },
					...{ limit: 1, domainSpacingMs: 0 },
				});
			const [claimed] = await claim();
			if (claimed === undefined) throw new Error("nothing was claimed");
			expect(await mailingStops.standing()).toBeNull();
			const asked = { stoppedAt: at(6), stoppedBy: "Anna", reason: "Wrong list.\0" };
			const stop = await mailingStops.stop(asked);
			expect(stop).toMatchObject({ stoppedAt: at(6), stoppedBy: "Anna", reason: "Wrong list.", isNew: true });
			expect(await claim()).toEqual([]);
			expect(await notices.begin([claimed.id], "me", at(6))).toEqual(new Set());
			const { isNew: _, ...standing } = stop;
			expect(await mailingStops.standing()).toEqual(standing);
			const again = await mailingStops.stop({ ...asked, stoppedBy: "Bram", stoppedAt: at(7) });
			expect(again).toEqual({ ...standing, isNew: false });
			expect(await mailingStops.lift("Chris", at(8))).toEqual(standing);
			expect(await mailingStops.lift("Chris", at(9))).toBeNull();
			expect(await mailingStops.standing()).toBeNull();
			expect(await notices.begin([claimed.id], "me", at(9))).toEqual(new Set([claimed.id]));
			expect(await claim()).toHaveLength(1);
			const kept = await database.sqlExecutor("select stopped_by, lifted_by, reason from mailing_stops", []);
			expect(kept).toEqual([{ stopped_by: "Anna", lifted_by: "Chris", reason: "Wrong list." }]);
		});

		test("that are made at once all end when one is lifted", async () => {
			const { mailingStops } = database;
			const by = (stoppedBy: string) => mailingStops.stop({ stoppedAt: at(20), stoppedBy, reason: "All." });
			await Promise.all(["Anna", "Bram", "Chris"].map(by));
			const standing = await mailingStops.standing();
			expect(standing).toMatchObject({ stoppedAt: at(20) });
			// As the doctor does, from outside; the embedded store can't be read while it is open.
			if (contract.url !== null) expect(await readStandingStop(contract.url, "")).toEqual({ stop: standing });
			await mailingStops.lift("Anna", at(21));
			expect(await mailingStops.standing()).toBeNull();
		});
	});
});

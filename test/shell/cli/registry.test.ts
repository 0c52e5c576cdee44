import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inetnumPath, publishedFiles } from "../../support/registry-files.ts";
import { answerWith, type RegistryServer, startRegistryServer } from "../../support/registry-server.ts";
import { type CliOutcome, runCli } from "../../support/run-cli.ts";

const one = publishedFiles({ networks: 40 });
const two = publishedFiles({ networks: 50, edition: "two" });

describe("the command line, for the registry", () => {
	let folder = "";
	let server: RegistryServer;
	let trusted = "";
	const run = (args: readonly string[], settings: Record<string, string> = {}): Promise<CliOutcome> =>
		runCli(folder, args, {
			...{ DATA_DIR: join(folder, "data"), LIVE_LOOKUP: "off", REGISTRY_URL: server.url },
			...{ NODE_EXTRA_CA_CERTS: trusted },
			...settings,
		});

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "meldkamer-registry-cli-"));
		trusted = join(folder, "ca.pem");
		const pems = await generate([{ name: "commonName", value: "127.0.0.1" }], {
			keyType: "ec",
			extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
		});
		await writeFile(trusted, pems.cert);
		server = await startRegistryServer({ tls: { key: pems.private, cert: pems.cert } });
	});
	afterAll(async () => {
		await server.stop();
		await rm(folder, { recursive: true, force: true });
	});

	test("before the first update there is nothing, and everything says what to do", async () => {
		const status = await run(["registry", "status"]);
		const doctor = await run(["doctor"]);
		expect(status).toMatchObject({ status: 0, stdout: expect.stringContaining("meldkamer registry update") });
		expect(doctor.stdout).toMatch(
			/\nRegistry\n✗ There is no index, and LIVE_LOOKUP is off.+\n {2}→ Run meldkamer registry update\.\n/,
		);
		const live = await run(["doctor"], { LIVE_LOOKUP: "on", HOTLINE_LANGUAGE: "nl" });
		expect(live.stdout).toMatch(
			/\nRegister\n✓ Er is geen index: RIPE, RDAP en WHOIS.+\n {2}→ Geef meldkamer registry update\.\n/,
		);
	});

	test("update: over https, with plain lines where there is no terminal; then lookup, status and doctor know it", async () => {
		server.publish(one);
		const update = await run(["registry", "update"]);
		expect(update.status).toBe(0);
		expect(update.stdout).toBe(
			"The registry index is new: data from Tue, 29 Sep 2026, 46 objects, 41 ranges. Cases that are looked up from now on use it.\n",
		);
		const lines = update.stderr.trim().split("\n");
		expect(lines.length).toBeGreaterThan(9);
		for (const line of lines) expect(line).toMatch(/^[▰▱]{20}( \d+ %)? {2}(Fetching|Reading|Writing|Checking) /);
		expect((await run(["registry", "update"])).stdout).toMatch(/^There is nothing new: no file has changed\./);

		const looked = await run(["lookup", "10.0.7.1", "--json"]);
		expect(looked.stdout).toContain("abuse@one.example");
		const status = await run(["registry", "status", "--json"], { REGISTRY_CRON: "0 4 * * 0" });
		expect(JSON.parse(status.stdout)).toMatchObject({
			kind: "index",
			index: { objects: 46, ranges: 41, asOf: "2026-09-28T22:11:50.000Z" },
			lastAttempt: { result: { kind: "nothing-new" } },
			running: null,
			nextDue: expect.stringMatching(/T0[23]:00:00\.000Z$/),
		});
		const doctor = await run(["doctor"], { CONTACT_MAX_AGE_DAYS: "3650" });
		expect(doctor.stdout).toContain(
			"✓ The index has data from Tue, 29 Sep 2026: 46 objects.\n  → It is not renewed by itself",
		);
		const old = await run(["doctor"], { CONTACT_MAX_AGE_DAYS: "1" });
		expect(old.stdout).toMatch(/✗ The index has data from .+ That is \d+ days old\.\n {2}→ Run/);
	});

	test("update: a failure is one plain sentence, the index stays, and the doctor remembers", async () => {
		server.publish(two, "Tue, 29 Sep 2026 22:11:50 GMT");
		server.next(inetnumPath, answerWith(403));
		const update = await run(["registry", "update"]);
		expect(update.status).toBe(1);
		expect(update.stderr).toMatch(
			/\nThe server does not give ripe\.db\.inetnum\.gz \(HTTP 403\)\. Look whether REGISTRY_URL is right\. The index from before stays in use\.\n$/,
		);
		expect(update.stdout).toBe("");
		expect((await run(["lookup", "10.0.7.1", "--json"])).stdout).toContain("abuse@one.example");
		expect((await run(["doctor"])).stdout).toMatch(/✗ The last update, .+, failed\.\n {2}→ The server does not give/);
	});

	test("update: a certificate that nobody vouches for is no line at all", async () => {
		const update = await run(["registry", "update"], { NODE_EXTRA_CA_CERTS: "", REGISTRY_DIR: join(folder, "other") });
		expect(update.status).toBe(1);
		expect(update.stderr).toMatch(/The line to 127\.0\.0\.1:\d+ broke or could not be had/);
	}, 300_000);

	test("update --from: takes files at hand, and says what lacks", async () => {
		const hand = await mkdtemp(join(folder, "hand-"));
		const lacking = await run(["registry", "update", "--from", hand]);
		expect(lacking).toMatchObject({ status: 1, stderr: expect.stringContaining("lacks ripe.db.role, ") });
		for (const [path, body] of two) await writeFile(join(hand, path.slice(path.lastIndexOf("/") + 1)), body);
		const asked = server.asked.length;
		expect(await run(["registry", "update", "--from", hand])).toMatchObject({ status: 0 });
		expect(server.asked).toHaveLength(asked);
		expect((await run(["lookup", "10.0.7.1", "--json"])).stdout).toContain("abuse@two.example");
	});

	test("an index that can't be read is said, and an update makes another", async () => {
		const index = join(folder, "data", "registry", "registry.index");
		await writeFile(index, (await readFile(index)).subarray(0, 1_000));
		expect((await run(["doctor"])).stdout).toMatch(/✗ The index can't be read\.\n {2}→ Run meldkamer registry update/);
		expect(await run(["lookup", "10.0.7.1"])).toMatchObject({
			status: 1,
			stderr: expect.stringContaining("registry update"),
		});
		expect(await run(["registry", "update"])).toMatchObject({ status: 0 });
		expect((await run(["lookup", "10.0.7.1", "--json"])).stdout).toContain("abuse@two.example");
	});
});

import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { benchAck } from "./ack/bench-ack.ts";
import { type Bench, openBench } from "./bench.ts";
import { benchIntake } from "./intake/bench-intake.ts";
import { benchLive } from "./live/bench-live.ts";
import { benchMail } from "./mail/bench-mail.ts";
import { benchPrivate } from "./private/bench-private.ts";
import { benchRegistry } from "./registry/bench-registry.ts";

const benches: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
	intake: benchIntake,
	registry: benchRegistry,
	live: benchLive,
	mail: benchMail,
	ack: benchAck,
	private: benchPrivate,
};

/** `--quick` is to end within 60 s, set-up and clean-up included. */
const quickMs = 52_000;
const cleanUpMs = 5_000;
const usage = `usage: npm run -s bench -- ${Object.keys(benches).join("|")} [--quick]`;

function readArguments(): { readonly name: string; readonly quick: boolean } | null {
	try {
		const { positionals, values } = parseArgs({ allowPositionals: true, options: { quick: { type: "boolean" } } });
		const [name = ""] = positionals;
		return positionals.length === 1 && Object.hasOwn(benches, name) ? { name, quick: values.quick === true } : null;
	} catch {
		return null;
	}
}

const note = (text: string) =>
	void process.stderr.write(`bench: ${(performance.now() / 1000).toFixed(1)} s: ${text}\n`);
const load = () => `load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`;

async function main(): Promise<number> {
	const asked = readArguments();
	if (asked === null) {
		note(usage);
		return 2;
	}
	const { name, quick } = asked;
	const bench = await openBench({
		quick,
		onFigure: (figure) => void process.stdout.write(`${JSON.stringify(figure)}\n`),
		onNote: note,
	});
	const leave = async (why: string) => {
		note(why);
		setTimeout(() => process.exit(1), cleanUpMs).unref();
		await bench.end();
		process.exit(1);
	};
	const timer = quick
		? setTimeout(() => void leave(`not done within ${quickMs / 1000} s: stopped`), quickMs)
		: undefined;
	for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void leave("stopped"));
	note(`${name}${quick ? ", quick" : ""}; Node ${process.versions.node}, ${load()}`);
	try {
		await (benches[name] as (bench: Bench) => Promise<void>)(bench);
		note(`done; ${load()}`);
		return 0;
	} catch (fault) {
		note(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
		return 1;
	} finally {
		clearTimeout(timer);
		await bench.end();
	}
}

process.exitCode = await main();

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

type Message<Ready> =
	| { readonly ready: Ready }
	| { readonly id: number; readonly value?: unknown; readonly error?: string };

export interface FakeProcess {
	/** For errors: “the fake Discord”. */
	readonly name: string;
	/** The program, of which `answerParent` is the last call. */
	readonly server: string;
	/** Becomes the program's first argument, as JSON. */
	readonly options: unknown;
	/** What may be asked of it. */
	readonly methods: readonly string[];
}

/** Starts a fake of a platform as a process of its own; `ready` is what it says of itself once it is up. */
export async function startFakeProcess<Ready, Control>(fake: FakeProcess) {
	const args = ["--import", join(root, "scripts/run-ts.mjs"), fake.server, JSON.stringify(fake.options)];
	const child = spawn(process.execPath, args, {
		cwd: root,
		stdio: ["ignore", "inherit", "inherit", "ipc"],
		serialization: "advanced",
	});
	const exited = once(child, "exit");
	const { ready, ask } = openLine<Ready>(child, fake.name);
	const control = Object.fromEntries(
		fake.methods.map((method) => [method, (...given: readonly unknown[]) => ask(method, given)]),
	) as unknown as Control;
	return {
		control,
		ready: await ready,
		async close(): Promise<void> {
			if (child.connected) child.disconnect();
			await exited;
		},
	};
}

interface Waiter {
	readonly method: string;
	readonly resolve: (value: unknown) => void;
	readonly reject: (error: Error) => void;
}

/** Questions and answers over the child's IPC channel. */
function openLine<Ready>(child: ChildProcess, name: string) {
	const waiting = new Map<number, Waiter>();
	let last = 0;
	const ready = new Promise<Ready>((resolve, reject) => {
		child.once("exit", (code) => reject(new Error(`${name} ended with code ${code}.`)));
		child.on("message", (message: Message<Ready>) => {
			if ("ready" in message) return resolve(message.ready);
			const waiter = waiting.get(message.id);
			waiting.delete(message.id);
			if (message.error === undefined) waiter?.resolve(message.value);
			else waiter?.reject(new Error(message.error));
		});
	});
	child.once("exit", () => {
		for (const { method, resolve, reject } of waiting.values()) {
			// Who waits for a change when all is over has seen the last one.
			if (method === "changed") resolve(undefined);
			else reject(new Error(`${method}: ${name} has ended.`));
		}
		waiting.clear();
	});
	const ask = (method: string, args: readonly unknown[]): Promise<unknown> =>
		new Promise((resolve, reject) => {
			last += 1;
			waiting.set(last, { method, resolve, reject });
			child.send({ id: last, method, args }, (error) => {
				if (error) reject(error);
			});
		});
	return { ready, ask };
}

import { setTimeout as sleep } from "node:timers/promises";
import { type IShardingStrategy, SimpleShardingStrategy } from "discord.js";

type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/** Time for Discord to answer the close frame. */
const closeMs = 2_000;

/** What is done to the sockets of discord.js besides closing them. */
interface Socket {
	on(event: "error", listener: () => void): void;
	terminate(): void;
}

/**
 * The connection to Discord's gateway as discord.js makes it, but one that can be ended at any moment: discord.js's own, ended while it
 * connects anew, goes on connecting and keeps the process alive.
 */
export function createGateway(manager: Manager): IShardingStrategy {
	const inner = new SimpleShardingStrategy(manager);
	let isClosed = false;
	const { retrieveSessionInfo } = manager.options;
	// Asked for before each connecting; an ended connection waits here for ever, holding nothing.
	manager.options.retrieveSessionInfo = (shardId) => (isClosed ? new Promise(() => {}) : retrieveSessionInfo(shardId));

	return {
		spawn(shardIds) {
			// The manager clears away before it makes anything.
			isClosed = false;
			return inner.spawn(shardIds);
		},
		connect: () => inner.connect(),
		send: (shardId, payload) => inner.send(shardId, payload),
		fetchStatus: () => inner.fetchStatus(),
		async destroy(options) {
			isClosed = true;
			const sockets = socketsOf(inner);
			// One that is cut while it opens says so by an error.
			for (const socket of sockets) socket.on("error", () => {});
			const patience = new AbortController();
			const waited = sleep(closeMs, undefined, { signal: patience.signal }).catch(() => {});
			await Promise.race([inner.destroy(options), waited]);
			patience.abort();
			for (const socket of sockets) socket.terminate();
		},
	};
}

/** discord.js does not show them. */
function socketsOf(strategy: SimpleShardingStrategy): readonly Socket[] {
	const shards: ReadonlyMap<number, object> = Reflect.get(strategy, "shards");
	return [...shards.values()].flatMap((shard) => {
		const socket: Socket | null = Reflect.get(shard, "connection");
		return socket === null ? [] : [socket];
	});
}

import type { PGlite, Transaction as PGliteTransaction } from "@electric-sql/pglite";
import type {
	SqlDriverAdapter,
	SqlMigrationAwareDriverAdapterFactory,
	Transaction,
} from "@prisma/driver-adapter-utils";
import { PrismaPGlite } from "pglite-prisma-adapter";

/**
 * Prisma on PGlite. The adapter of `pglite-prisma-adapter` loses two kinds of failure: a script is not waited for, and
 * a commit that fails counts as done. Both are done here again.
 */
export function pgliteAdapter(client: PGlite): SqlMigrationAwareDriverAdapterFactory {
	const factory = new PrismaPGlite(client);
	return {
		provider: "postgres",
		adapterName: factory.adapterName,
		connect: async () => repaired(client, await factory.connect()),
		// Only a difference of schemas needs one, and that brings its own.
		connectToShadowDb: () => Promise.reject(new Error("there is no shadow database")),
	};
}

function repaired(client: PGlite, adapter: SqlDriverAdapter): SqlDriverAdapter {
	return Object.assign(adapter, {
		executeScript: async (script: string) => {
			await client.exec(script);
		},
		startTransaction: () => startTransaction(client, adapter),
	});
}

/** PGlite's transactions are callbacks; this one's callback ends when Prisma commits or rolls back. READ COMMITTED. */
function startTransaction(client: PGlite, adapter: SqlDriverAdapter): Promise<Transaction> {
	return new Promise((resolve, reject) => {
		let end = () => {};
		const ended = new Promise<void>((resolveEnded) => {
			end = resolveEnded;
		});
		const done = client.transaction(async (tx: PGliteTransaction) => {
			// The adapter's queries go through its `client`: the transaction's, here.
			const queries = Object.create(adapter, { client: { value: tx } }) as SqlDriverAdapter;
			resolve(
				Object.assign(queries, {
					options: { usePhantomQuery: true },
					commit: async () => {
						end();
						await done;
					},
					rollback: async () => {
						if (!tx.closed) await tx.rollback();
						end();
						await done;
					},
				}) as unknown as Transaction,
			);
			await ended;
		});
		done.catch(reject);
	});
}

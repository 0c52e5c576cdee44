import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { Pool } from "pg";

/**
 * Prisma on a pool, for migrations: its own adapter cuts a script at every semicolon, also inside a function's body.
 * The pool stays open.
 */
export function postgresMigrationAdapter(pool: Pool): SqlMigrationAwareDriverAdapterFactory {
	const factory = new PrismaPg(pool);
	return {
		provider: factory.provider,
		adapterName: factory.adapterName,
		connect: async () =>
			Object.assign(await factory.connect(), {
				executeScript: async (script: string) => {
					await pool.query(script);
				},
			}),
		connectToShadowDb: () => factory.connectToShadowDb(),
	};
}

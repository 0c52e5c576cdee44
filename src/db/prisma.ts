import type { SqlExecutor } from "../ports/jobs.ts";
import type { PrismaClient } from "./generated/client.ts";

export type Prisma = PrismaClient;
/** What works inside an interactive transaction. */
export type PrismaTx = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$use" | "$extends" | "$transaction">;

/** Runs SQL inside a Prisma transaction, for code that knows nothing of Prisma. */
export function executorIn(tx: PrismaTx): SqlExecutor {
	return (sql, values) => tx.$queryRawUnsafe(sql, ...values.map((value) => value ?? null));
}

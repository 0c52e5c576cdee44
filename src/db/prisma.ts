import type { PrismaClient } from "./generated/client.ts";

export type Prisma = PrismaClient;
/** What works inside an interactive transaction. */
export type PrismaTx = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$use" | "$extends" | "$transaction">;

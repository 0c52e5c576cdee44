import { z } from "zod";

/** A coordinator may do all that a volunteer may. */
export const Role = z.enum(["volunteer", "coordinator"]);
export type Role = z.infer<typeof Role>;

/** Somebody on a chat platform. `id` is unique over platforms (`local:anna`); `name` is for display. */
export const Person = z.object({ id: z.string().min(1), name: z.string().min(1) });
export type Person = z.infer<typeof Person>;

/** Who caused an event: a person, or the bot itself (a deadline, a finished job). */
export const Actor = z.union([Person, z.literal("bot")]);
export type Actor = z.infer<typeof Actor>;

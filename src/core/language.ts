/** What people read: Dutch or English. */
export type Language = "nl" | "en";

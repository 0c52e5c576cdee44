-- DropIndex
DROP INDEX "notices_case_number_round_operator_key_key";

-- AlterTable
ALTER TABLE "directory_contacts" ADD COLUMN     "language" TEXT,
ADD COLUMN     "pgp_key" TEXT,
ADD COLUMN     "xarf" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "notices" ADD COLUMN     "part" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "parts" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "own_mailboxes" (
    "platform" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "mailbox" TEXT NOT NULL,
    "code_hash" TEXT,
    "code_sent_at" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "verified_at" TIMESTAMPTZ(3),

    CONSTRAINT "own_mailboxes_pkey" PRIMARY KEY ("platform","person_id")
);

-- CreateTable
CREATE TABLE "mailing_stops" (
    "id" UUID NOT NULL,
    "stopped_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" TEXT,

    CONSTRAINT "mailing_stops_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_paces" (
    "key" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_paces_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "handled_mails" (
    "key" TEXT NOT NULL,
    "handled_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "handled_mails_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "handled_mails_handled_at_idx" ON "handled_mails"("handled_at");

-- CreateIndex
CREATE UNIQUE INDEX "notices_case_number_round_operator_key_part_key" ON "notices"("case_number", "round", "operator_key", "part");

-- AlterTable
ALTER TABLE "directory_contacts" ADD COLUMN     "forwarder" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "removed_reason" TEXT;

-- AlterTable
ALTER TABLE "groups" ADD COLUMN     "offers" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "opt_outs" ADD COLUMN     "removed_reason" TEXT;

-- CreateTable
CREATE TABLE "bad_mailboxes" (
    "id" UUID NOT NULL,
    "mailbox" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "case_number" TEXT,
    "author" TEXT,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),
    "cleared_by" TEXT,

    CONSTRAINT "bad_mailboxes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lookup_budgets" (
    "source" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "used" INTEGER NOT NULL,

    CONSTRAINT "lookup_budgets_pkey" PRIMARY KEY ("source","day")
);

-- CreateTable
CREATE TABLE "cached_security_txts" (
    "host" TEXT NOT NULL,
    "answer" JSON NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cached_security_txts_pkey" PRIMARY KEY ("host")
);

-- CreateIndex
CREATE INDEX "bad_mailboxes_mailbox_idx" ON "bad_mailboxes"("mailbox");

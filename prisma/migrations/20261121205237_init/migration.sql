-- CreateTable
CREATE TABLE "cases" (
    "number" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "upload_id" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "purge_at" TIMESTAMPTZ(3),
    "purged" BOOLEAN NOT NULL DEFAULT false,
    "findings" INTEGER NOT NULL DEFAULT 0,
    "unknown" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "cases_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "events" (
    "case_number" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("case_number","seq")
);

-- CreateTable
CREATE TABLE "votes" (
    "case_number" TEXT NOT NULL,
    "poll" INTEGER NOT NULL,
    "voter_id" TEXT NOT NULL,
    "voter_name" TEXT NOT NULL,
    "vote" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "votes_pkey" PRIMARY KEY ("case_number","poll","voter_id")
);

-- CreateTable
CREATE TABLE "findings" (
    "case_number" TEXT NOT NULL,
    "id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "target_text" TEXT NOT NULL,
    "range_first" TEXT,
    "range_last" TEXT,
    "host" TEXT,
    "port" INTEGER,
    "protocol" TEXT,
    "first_seen" TIMESTAMPTZ(3),
    "last_seen" TIMESTAMPTZ(3),
    "details" JSON NOT NULL,
    "line" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "group_id" INTEGER,

    CONSTRAINT "findings_pkey" PRIMARY KEY ("case_number","id")
);

-- CreateTable
CREATE TABLE "due_findings" (
    "case_number" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "finding" INTEGER NOT NULL,

    CONSTRAINT "due_findings_pkey" PRIMARY KEY ("case_number","round","finding")
);

-- CreateTable
CREATE TABLE "problems" (
    "id" BIGSERIAL NOT NULL,
    "case_number" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "column" TEXT,
    "text" TEXT NOT NULL,

    CONSTRAINT "problems_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "groups" (
    "case_number" TEXT NOT NULL,
    "id" INTEGER NOT NULL,
    "operator_key" TEXT NOT NULL,
    "operator" TEXT NOT NULL,
    "mailboxes" TEXT[],
    "country" TEXT,
    "asn" BIGINT,
    "source" TEXT,
    "path" TEXT[],

    CONSTRAINT "groups_pkey" PRIMARY KEY ("case_number","id")
);

-- CreateTable
CREATE TABLE "notices" (
    "id" TEXT NOT NULL,
    "case_number" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "group_id" INTEGER NOT NULL,
    "operator_key" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "code" INTEGER,
    "claimed_by" TEXT,
    "claimed_at" TIMESTAMPTZ(3),
    "prior_status" TEXT,
    "accepted_at" TIMESTAMPTZ(3),

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempts" (
    "notice_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "code" INTEGER,
    "response" TEXT,

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("notice_id","attempt")
);

-- CreateTable
CREATE TABLE "directory_contacts" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "operator" TEXT NOT NULL,
    "mailboxes" TEXT[],
    "reason" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "removed_by" TEXT,

    CONSTRAINT "directory_contacts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opt_outs" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "removed_by" TEXT,

    CONSTRAINT "opt_outs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "uploads" (
    "id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "complete" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "uploads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload_chunks" (
    "upload_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "upload_chunks_pkey" PRIMARY KEY ("upload_id","seq")
);

-- CreateTable
CREATE TABLE "threads" (
    "case_number" TEXT NOT NULL,
    "headline_channel" TEXT,
    "headline_message" TEXT,
    "thread_channel" TEXT,
    "thread_id" TEXT,
    "posted_seq" INTEGER NOT NULL DEFAULT 0,
    "pending_seq" INTEGER,
    "archived" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "threads_pkey" PRIMARY KEY ("case_number")
);

-- CreateTable
CREATE TABLE "panels" (
    "case_number" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "panels_pkey" PRIMARY KEY ("case_number","key")
);

-- CreateTable
CREATE TABLE "cached_contacts" (
    "question_version" INTEGER NOT NULL,
    "question_first" TEXT NOT NULL,
    "question_last" TEXT NOT NULL,
    "block" TEXT NOT NULL,
    "range_first" TEXT NOT NULL,
    "range_last" TEXT NOT NULL,
    "contact" JSON NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cached_contacts_pkey" PRIMARY KEY ("question_version","question_first","question_last")
);

-- CreateTable
CREATE TABLE "local_messages" (
    "id" SERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "author" TEXT,
    "visible_to" TEXT,
    "card" JSON NOT NULL,
    "key" TEXT NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL,

    CONSTRAINT "local_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "local_threads" (
    "id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "revision" INTEGER NOT NULL,

    CONSTRAINT "local_threads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leases" (
    "name" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leases_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "counters" (
    "name" TEXT NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "counters_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "cases_status_opened_at_idx" ON "cases"("status", "opened_at");

-- CreateIndex
CREATE INDEX "cases_opened_at_idx" ON "cases"("opened_at" DESC);

-- CreateIndex
CREATE INDEX "cases_upload_id_idx" ON "cases"("upload_id");

-- CreateIndex
CREATE INDEX "findings_case_number_group_id_idx" ON "findings"("case_number", "group_id");

-- CreateIndex
CREATE INDEX "findings_target_text_idx" ON "findings" USING HASH ("target_text");

-- CreateIndex
CREATE INDEX "problems_case_number_line_id_idx" ON "problems"("case_number", "line", "id");

-- CreateIndex
CREATE UNIQUE INDEX "notices_message_id_key" ON "notices"("message_id");

-- CreateIndex
CREATE INDEX "notices_case_number_status_retry_at_idx" ON "notices"("case_number", "status", "retry_at");

-- CreateIndex
CREATE INDEX "notices_accepted_at_idx" ON "notices"("accepted_at");

-- CreateIndex
CREATE UNIQUE INDEX "notices_case_number_round_operator_key_key" ON "notices"("case_number", "round", "operator_key");

-- CreateIndex
CREATE INDEX "directory_contacts_kind_value_idx" ON "directory_contacts"("kind", "value");

-- CreateIndex
CREATE INDEX "opt_outs_kind_value_idx" ON "opt_outs"("kind", "value");

-- CreateIndex
CREATE INDEX "cached_contacts_block_idx" ON "cached_contacts"("block");

-- CreateIndex
CREATE UNIQUE INDEX "local_messages_key_key" ON "local_messages"("key");

-- CreateIndex
CREATE INDEX "local_messages_channel_id_idx" ON "local_messages"("channel", "id");

-- CreateIndex
CREATE INDEX "local_messages_visible_to_posted_at_idx" ON "local_messages"("visible_to", "posted_at");

-- AddForeignKey
ALTER TABLE "events" ADD CONSTRAINT "events_case_number_fkey" FOREIGN KEY ("case_number") REFERENCES "cases"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "votes" ADD CONSTRAINT "votes_case_number_fkey" FOREIGN KEY ("case_number") REFERENCES "cases"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_case_number_fkey" FOREIGN KEY ("case_number") REFERENCES "cases"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload_chunks" ADD CONSTRAINT "upload_chunks_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "uploads"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Events are append-only, whoever asks.
CREATE FUNCTION "refuse_event_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'restrict_violation';
END;
$$;

CREATE TRIGGER "events_append_only" BEFORE UPDATE OR DELETE ON "events"
    FOR EACH ROW EXECUTE FUNCTION "refuse_event_change"();

CREATE TRIGGER "events_no_truncate" BEFORE TRUNCATE ON "events"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_event_change"();

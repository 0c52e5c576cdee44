-- AlterTable
ALTER TABLE "threads" ADD COLUMN     "rebuilt" INTEGER NOT NULL DEFAULT 0;

package io.alacran.doctor.internal;

import java.nio.file.Files;
import java.nio.file.Path;

/** The file is there and can be read, for databases that are files. */
class FileCheck implements Check {

    @Override
    public String id() {
        return "file";
    }

    @Override
    public String title() {
        return "The file is there";
    }

    @Override
    public Finding look(Patient patient) throws java.io.IOException {
        if (!patient.dialect().fileBased()) {
            return Finding.skip("the database is a server");
        }
        Path file = Path.of(patient.endpoint().place());
        if (!Files.exists(file)) {
            return Finding.fail(file + " does not exist.", "Put the file back, or correct its path in the connection.");
        }
        if (!Files.isReadable(file)) {
            return Finding.fail(
                    file + " may not be read by the console.",
                    "Give the user that the console runs as the right to read it: chown or chmod.");
        }
        if (!patient.connection().readOnly() && !Files.isWritable(file)) {
            return Finding.fail(
                    file + " may be read but not written.",
                    "Make it writable for the console, or mark the connection as read-only.");
        }
        return Finding.pass(Files.size(file) + " bytes");
    }
}

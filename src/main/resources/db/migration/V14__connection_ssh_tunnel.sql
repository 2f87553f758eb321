-- The SSH server that a connection goes through: a JSON object without secrets, which are encrypted as the password is
alter table named_connection add column ssh_tunnel text;
alter table named_connection add column ssh_password_encrypted text;
alter table named_connection add column ssh_key_encrypted text;
alter table named_connection add column ssh_passphrase_encrypted text;

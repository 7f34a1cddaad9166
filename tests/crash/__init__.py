"""Deaths: real workers are killed, frozen and robbed of answers; what candidates got is counted at the stand-in.

A boundary is where a process touches the world: a COMMIT of the database driver, or a call of the HTTP library
(`boundaries`). A `worker` is a process that builds what a real one builds and follows the world's clock; it is
forked from a `nursery` that has everything loaded, dies by `os._exit(137)` and freezes by SIGSTOP. A `play` is the
story that is told again for every harm: three candidates, two stages, one answer in between; then more than two
hours of looks by other workers, the recruiter's answers to what she is asked, and a day more. `counting` reads
the stand-in's own record: nobody got a stage twice, nobody was written to after answering, and everybody got
every stage or their sequence ended, or is held and somebody was told.

- `test_every_boundary`: each boundary of a reference run, each harm, on SQLite; `test_on_postgresql` each boundary
  that changes something, and the server stopped at once. The names come from the reference run itself.
- `test_crash_table`: the rows of the protocol's crash table, from *before PLANNED* to *SENT without Message-ID*.
- `test_gmail_matrix`: every call, every way in which its answer can fail to come.
- `test_older_copies`: an older copy of the database is put back.
- `test_imports`: a worker that brings a file of people in (`importer`) dies or freezes anywhere; `upload` is its story.
  Each row once, one message in Slack, every refused row there to be mended; and the fence taken away.
- `test_chance` and `python -m tests.crash.chance`: pairs of harms and signals at random, by seed.

Between two boundaries that change anything a process leaves nothing behind, so dying is tried once there; losing
an answer and freezing are tried at every boundary, because a living process remembers what it has read.
"""

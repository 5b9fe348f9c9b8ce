# Rules, stores on both databases, pages: all TESTs of the program, with sanitizers.
exec "$KYOTEN_BUILD/kyoten-test"

struct call;

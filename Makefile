# Seven words; everything else is ./aispm.
.PHONY: build test format up down demo train hooks

build:
	./mvnw -q -DskipTests package

test:
	./aispm test

format:
	./mvnw -q spotless:apply

up:
	./aispm up

down:
	./aispm down

demo:
	./aispm demo

train:
	$(MAKE) -C spm-guard/training train DATA="$(abspath $(DATA))"

hooks:
	git config core.hooksPath .githooks

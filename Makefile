# Six words; everything else is ./aispm.
.PHONY: build test format up down demo hooks

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

hooks:
	git config core.hooksPath .githooks

reason-several_references = Several references in one payment
reason-other_format = Came in another format than its account's

"""Forms (文书): one builder a form, found by its folder's name."""

"""Lists of offices (清单与裁量基准表): real sheets read row by row, so that no row vanishes."""

<?xml version="1.0"?>
<CHANNEL HREF="http://cdf.example/"><TITLE>Old channel</TITLE><ABSTRACT>From 1997</ABSTRACT>
<ITEM HREF="http://cdf.example/a"><TITLE>An item</TITLE><ABSTRACT>Its text</ABSTRACT></ITEM></CHANNEL>

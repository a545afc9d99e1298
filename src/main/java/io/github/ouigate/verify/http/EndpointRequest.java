package io.github.ouigate.verify.http;

/**
 * A request for a list.
 *
 * @param headers the headers, which are sent only to the endpoint's server
 */
public record EndpointRequest(Endpoint endpoint, RequestHeaders headers) {}

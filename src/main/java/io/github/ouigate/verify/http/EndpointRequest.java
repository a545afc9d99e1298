package io.github.ouigate.verify.http;

/**
 * A list to be asked for.
 *
 * @param headers are sent to the endpoint's server, and to no other
 */
public record EndpointRequest(Endpoint endpoint, RequestHeaders headers) {}

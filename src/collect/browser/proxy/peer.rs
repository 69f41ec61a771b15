//! Who is at the other end of a connection on loopback.

use crate::chromium::ourselves;
use std::net::SocketAddr;

/// Whether the connection may come from a program of the user who runs us. The
/// browser gives no password to a proxy that its settings name, so the system is
/// asked who owns the other end. Where it does not tell, everybody on this
/// machine may pass; they could go the same way by themselves.
pub(super) fn is_ours(peer: &SocketAddr) -> bool {
    match (owner(peer), ourselves()) {
        (Some(owner), Some(ours)) => owner == ours,
        _ => true,
    }
}

/// The user that owns the socket with this local address, by the table that
/// Linux keeps (proc_pid_net(5)).
fn owner(peer: &SocketAddr) -> Option<u32> {
    let SocketAddr::V4(peer) = peer else { return None };
    let address = u32::from_le_bytes(peer.ip().octets());
    let mark = format!("{address:08X}:{:04X}", peer.port());
    let table = std::fs::read_to_string("/proc/self/net/tcp").ok()?;
    owner_in(&table, &mark)
}

fn owner_in(table: &str, mark: &str) -> Option<u32> {
    table.lines().skip(1).find_map(|line| {
        let mut fields = line.split_ascii_whitespace();
        (fields.nth(1)? == mark).then(|| fields.nth(5)?.parse().ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0035 00000000:0000 0A 00000000:00000000 00:00000000 00000000   101        0 1 1
   1: 0100007F:C350 0100007F:0035 01 00000000:00000000 00:00000000 00000000  1000        0 2 1
";

    #[test]
    fn the_owner_of_a_socket_is_read_from_the_table() {
        assert_eq!(owner_in(TABLE, "0100007F:C350"), Some(1000));
        assert_eq!(owner_in(TABLE, "0100007F:0035"), Some(101));
        assert_eq!(owner_in(TABLE, "0100007F:FFFF"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn our_own_connections_are_ours() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let stream = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let peer = stream.local_addr().unwrap();
        assert_eq!(owner(&peer), ourselves());
        assert!(ourselves().is_some() && is_ours(&peer));
    }
}
